import type { PriceComponent } from '@oaf/backstage-plugin-api-management-common';
import { priceComponentKinds } from '@oaf/rating';
import { plan, product } from '../../shared/__testUtils__/examples';
import { newComponent, toComponents } from './PriceForm';
import {
  fromProduct,
  newPlan,
  newProduct,
  toProductInput,
} from './ProductForm';
import { validatePlan } from './validateProduct';

describe('the prices of a product’s form', () => {
  it.each([
    ['none', []],
    ['one of a kind', [{ type: 'per-unit', amount: '0.010' }]],
    [
      'steps and choices',
      [
        { type: 'flat', amount: '20', due: 'advance', proration: 'daily' },
        {
          type: 'graduated',
          steps: [
            { upTo: '250', amount: '0', fee: '1.50' },
            { amount: '0.01' },
          ],
        },
        { type: 'tax', percent: '19', name: 'VAT' },
      ],
    ],
    [
      'two of a kind',
      [
        { type: 'flat', amount: '20' },
        { type: 'flat', amount: '5' },
        { type: 'per-unit', amount: '0.01' },
      ],
    ],
  ] as Array<[string, PriceComponent[]]>)(
    'are sent as they were read: %s',
    (_, components) => {
      const price = { currency: 'EUR', components };
      const form = fromProduct({ ...product, plans: [{ ...plan, price }] });
      expect(toProductInput(form).plans[0].price).toEqual(price);
    },
  );

  it('have a field for everything that can be rated', () => {
    for (const { type, fields } of priceComponentKinds) {
      const { values, rows } = newComponent(type);
      expect([...Object.keys(values), ...Object.keys(rows)].sort()).toEqual(
        fields.map(({ name }) => name).sort(),
      );
    }
  });

  it('are free until something is typed', () => {
    const form = newProduct('group:default/team-a');
    expect(toProductInput(form).plans[0].price.components).toEqual([]);
  });

  it('want everything of a part that was added', () => {
    const form = {
      ...newPlan('Standard'),
      components: [newComponent('trial')],
    };
    expect(validatePlan(form)).toEqual(['components.0.days']);
  });

  it('have a last step without end, whatever was typed there before', () => {
    const components = [newComponent('volume')];
    const rows = [
      { key: 'a', values: { upTo: '250', amount: '1' } },
      { key: 'b', values: { upTo: '900', amount: '2' } },
    ];
    components[0] = { ...components[0], rows: { steps: rows } };
    expect(toComponents(components)).toEqual([
      {
        type: 'volume',
        steps: [{ upTo: '250', amount: '1' }, { amount: '2' }],
      },
    ]);
  });

  it('are pointed at where steps do not rise', () => {
    const [component] = [newComponent('volume')];
    const rows = ['5', '5', ''].map((upTo, index) => ({
      key: String(index),
      values: { upTo, amount: '1' },
    }));
    const components = [{ ...component, rows: { steps: rows } }];
    expect(validatePlan({ ...newPlan('Standard'), components })).toEqual([
      'components.0.steps.1.upTo',
    ]);
  });
});

describe('the quota of a product’s form', () => {
  it.each([
    ['hard', { limit: 5, period: 'week' as const, hard: true }],
    ['not hard', { limit: 5, period: 'week' as const }],
  ])('is sent as it was read: %s', (_, quota) => {
    const limits = { rate: 1, burst: 1, quota };
    const form = fromProduct({ ...product, plans: [{ ...plan, limits }] });
    const [sent] = toProductInput(form).plans;
    expect(JSON.parse(JSON.stringify(sent.limits))).toEqual(limits);
  });
});

describe('how old keys of a product’s form become', () => {
  it.each([90, undefined])('is sent as it was read: %s', maxCredentialDays => {
    const form = fromProduct({
      ...product,
      plans: [{ ...plan, maxCredentialDays }],
    });
    const [sent] = toProductInput(form).plans;
    expect(sent.maxCredentialDays).toBe(maxCredentialDays);
  });

  it.each([
    ['', false],
    [' 30 ', false],
    ['0', true],
    ['1.5', true],
    ['3651', true],
  ])(
    'is a whole number of days, as %p is or not',
    (credentialDays, isWrong) => {
      const [first] = fromProduct(product).plans;
      const wrong = validatePlan({ ...first, isUsed: false, credentialDays });
      expect(wrong.includes('credentialDays')).toBe(isWrong);
    },
  );
});

describe('the KMS key of a product’s form', () => {
  it.each([true, undefined])('is sent as it was read: %s', dedicatedKey => {
    const form = fromProduct({
      ...product,
      plans: [{ ...plan, dedicatedKey }],
    });
    expect(toProductInput(form).plans[0].dedicatedKey).toBe(dedicatedKey);
  });
});
