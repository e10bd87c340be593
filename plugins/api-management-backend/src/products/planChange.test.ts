import type { PlanInput } from '@oaf/backstage-plugin-api-management-common';
import { changedPlans } from './planChange';
import type { StoredPlan } from './ProductStore';

const price = {
  currency: 'EUR',
  components: [{ type: 'flat' as const, amount: '20' }],
};
const plan: StoredPlan = {
  id: 'business',
  productId: 'product',
  title: 'Business',
  description: null,
  state: 'published',
  limits: { rate: 10, burst: 20 },
  price,
  version: 2,
  maxCredentialDays: null,
  dedicatedKey: false,
};
const input: PlanInput = {
  id: plan.id,
  title: plan.title,
  limits: { rate: 10, burst: 20 },
  price,
};
const published = { id: 'product', state: 'published' as const, plans: [plan] };
const unused = { live: new Map(), ever: new Map() };
const used = { live: new Map([[plan.id, 3]]), ever: new Map([[plan.id, 5]]) };

describe('changedPlans', () => {
  it('renames a plan that is in use', () => {
    expect(changedPlans(published, [{ ...input, title: 'Pro' }], used)).toEqual(
      [{ ...plan, title: 'Pro' }],
    );
  });

  it('keeps the limits of a plan that is in use', () => {
    const limits = { rate: 11, burst: 20 };
    expect(() => changedPlans(published, [{ ...input, limits }], used)).toThrow(
      'plan Business has 3 live subscriptions, so its limits, its KMS keys and how old credentials become stay',
    );
  });

  it.each([
    ['in use', used, 3],
    ['that somebody had', { live: new Map(), ever: used.ever }, 3],
    ['that nobody ever had', unused, 2],
  ])('gives the price of a plan %s a version of its own', (_, use, version) => {
    const dearer = { ...price, currency: 'USD' };
    expect(changedPlans(published, [{ ...input, price: dearer }], use)).toEqual(
      [{ ...plan, price: dearer, version }],
    );
  });

  it('keeps the version of a price that stays', () => {
    const same = JSON.parse(JSON.stringify(price));
    expect(changedPlans(published, [{ ...input, price: same }], used)).toEqual([
      plan,
    ]);
  });

  it('refuses a price that no schema could refuse', () => {
    const steps = [{ upTo: '5', amount: '1' }];
    const components = [
      price.components[0],
      { type: 'volume' as const, steps },
    ];
    expect(() =>
      changedPlans(
        published,
        [{ ...input, price: { ...price, components } }],
        used,
      ),
    ).toThrow(
      'request/body/plans/0/price/components/1/steps/0/upTo must be absent in the last step',
    );
  });

  it('changes limits and price of a plan that nobody uses', () => {
    const limits = { rate: 1, burst: 1 };
    expect(changedPlans(published, [{ ...input, limits }], unused)).toEqual([
      { ...plan, limits },
    ]);
  });

  it('deprecates a plan that is left out when somebody had it', () => {
    const ended = { live: new Map(), ever: used.ever };
    expect(changedPlans(published, [], ended)).toEqual([
      { ...plan, state: 'deprecated' },
    ]);
  });

  it('forgets a plan that is left out when nobody had it', () => {
    expect(changedPlans(published, [], unused)).toEqual([]);
  });

  it.each([
    ['draft', 'draft'],
    ['published', 'published'],
  ] as const)(
    'gives a new plan of a %s product the state %s',
    (state, expected) => {
      const [added] = changedPlans(
        { ...published, state, plans: [] },
        [{ ...input, id: undefined }],
        unused,
      );
      expect(added).toMatchObject({
        title: 'Business',
        state: expected,
        id: expect.any(String),
      });
    },
  );

  it('refuses a plan of another product, and a plan named twice', () => {
    expect(() =>
      changedPlans(published, [{ ...input, id: 'other' }], unused),
    ).toThrow('request/body/plans/0/id must be a plan of this product');
    expect(() => changedPlans(published, [input, input], unused)).toThrow(
      'must be named once',
    );
  });
});
