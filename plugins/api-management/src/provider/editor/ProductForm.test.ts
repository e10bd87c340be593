import type { PriceComponent } from '@oaf/backstage-plugin-api-management-common';
import { priceComponentKinds } from '@oaf/rating';
import { plan, product } from '../../shared/__testUtils__/examples';
import { fromProduct, newPlan, toProductInput } from './ProductForm';

describe('the prices of a product’s form', () => {
  it.each([
    ['none', []],
    ['one of a kind', [{ type: 'per-unit', amount: '0.010' }]],
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
    expect(
      newPlan('Standard').components.map(({ type, values }) => ({
        type,
        fields: Object.keys(values),
      })),
    ).toEqual(
      priceComponentKinds.map(({ type, fields }) => ({
        type,
        fields: fields.map(({ name }) => name),
      })),
    );
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
