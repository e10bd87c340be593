import { newPlan, newProduct } from './ProductForm';
import { toComponentForms } from './PriceForm';
import { productField } from './productField';

const free = newPlan('Trial');
const metered = {
  ...newPlan('Business'),
  components: [
    newPlan('').components[0],
    ...toComponentForms({
      currency: 'EUR',
      components: [
        { type: 'per-unit', amount: '0.01' },
        {
          type: 'graduated',
          steps: [{ upTo: '5', amount: '1' }, { amount: '0' }],
        },
      ],
    }),
  ],
};
const form = {
  ...newProduct('group:default/team-a'),
  plans: [free, metered],
};

describe('productField', () => {
  it.each([
    ['title', 'title'],
    ['summary', 'summary'],
    ['description', 'description'],
    ['owner', 'owner'],
    ['terms', 'terms'],
    ['approval', 'approval'],
    ['tags/3', 'tags'],
    ['gatewayApiIds/0', 'gatewayApiIds'],
    ['audience/groups/1', 'audienceGroups'],
    ['plans', 'plans'],
    ['plans/7/title', 'plans'],
    ['plans/1', 'plans.1'],
    ['plans/1/id', 'plans.1'],
    ['plans/1/limits', 'plans.1'],
    ['plans/1/title', 'plans.1.title'],
    ['plans/1/description', 'plans.1.description'],
    ['plans/1/limits/rate', 'plans.1.rate'],
    ['plans/1/limits/burst', 'plans.1.burst'],
    ['plans/1/limits/quota', 'plans.1.quotaLimit'],
    ['plans/1/limits/quota/limit', 'plans.1.quotaLimit'],
    ['plans/1/limits/quota/period', 'plans.1.quotaPeriod'],
    ['plans/1/price/currency', 'plans.1.currency'],
    // The first component is empty and was not sent.
    ['plans/1/price/components/0/amount', 'plans.1.components.1.amount'],
    ['plans/1/price/components/0', 'plans.1.components.1.amount'],
    ['plans/1/price/components/0/type', 'plans.1.components.1.amount'],
    ['plans/1/price/components/1', 'plans.1.components.2.steps'],
    [
      'plans/1/price/components/1/steps/0/upTo',
      'plans.1.components.2.steps.0.upTo',
    ],
    ['plans/1/price/components/2', 'plans.1'],
    ['accessProfile', undefined],
  ])('%s was typed in %s', (path, field) => {
    expect(productField(form)(path.split('/'))).toBe(field);
  });
});
