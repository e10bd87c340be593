import Big from 'big.js';
import {
  describeComponent,
  describeKinds,
  isFree,
  priceComponentKinds,
} from './priceComponents';
import type { PriceComponent } from './Price';
import { pricers } from './pricers';
import { priceFieldProblem } from './pricers/fields';
import { definePricer } from './pricers/Pricer';
import { rateWith } from './rate';
import { RatingInputError } from './RatingInputError';

/** A kind of price as somebody might add it: calls are sold by the package. */
const packaged = definePricer({
  type: 'package',
  title: 'Packages of calls',
  fields: {
    amount: { kind: 'amount', label: 'Per package' },
    size: { kind: 'count', label: 'Calls in a package' },
  },
  price: ({ amount, size }, { period, usage }) => [
    {
      description: `Packages, ${period}`,
      quantity: new Big(usage.billableCalls).div(size).round(0, Big.roundUp),
      unitAmount: amount,
      counted: true,
    },
  ],
  describe: ({ amount, size }, money) => `${money(amount)} / ${size} calls`,
});

const price = (...components: object[]) => ({
  currency: 'EUR',
  components: components as PriceComponent[],
});

describe('a kind of price that is added as one file and one line', () => {
  const rated = (component: object) =>
    rateWith([...pricers, packaged], {
      price: price(component),
      period: '2026-11',
      usage: { billableCalls: 1_001 },
    });

  it('is rated', () => {
    expect(rated({ type: 'package', amount: '5', size: '1000' })).toEqual({
      lines: [
        {
          type: 'package',
          description: 'Packages, 2026-11',
          quantity: '2',
          unitAmount: '5',
          amount: '10.00',
          counted: true,
        },
      ],
      total: '10.00',
    });
  });

  it.each([
    ['size', { type: 'package', amount: '5', size: '0' }],
    ['size', { type: 'package', amount: '5', size: '1.5' }],
    ['size', { type: 'package', amount: '5' }],
    ['amount', { type: 'package', amount: 'five', size: '1' }],
  ])('is refused by its field %s: %p', (field, component) => {
    expect(() => rated(component)).toThrow(RatingInputError);
    expect(() => rated(component)).toThrow(
      expect.objectContaining({ field: `price.components.0.${field}` }),
    );
  });

  it('tells forms and contracts its fields', () => {
    expect(describeKinds([packaged])).toEqual([
      {
        type: 'package',
        title: 'Packages of calls',
        fields: [
          { name: 'amount', kind: 'amount', label: 'Per package' },
          { name: 'size', kind: 'count', label: 'Calls in a package' },
        ],
      },
    ]);
  });
});

it('knows the kinds that there are', () => {
  expect(priceComponentKinds.map(({ type }) => type)).toEqual([
    'flat',
    'per-unit',
  ]);
});

describe('isFree', () => {
  it.each([
    ['no component', [], true],
    ['amounts of zero', [{ type: 'flat', amount: '0.00' }], true],
    [
      'one that charges',
      [
        { type: 'flat', amount: '0' },
        { type: 'per-unit', amount: '0.000001' },
      ],
      false,
    ],
  ] as Array<[string, object[], boolean]>)('%s: %#', (_, components, free) => {
    expect(isFree(price(...components))).toBe(free);
  });
});

describe('describeComponent', () => {
  it.each([
    [{ type: 'flat', amount: '20' }, 'EUR 20 / month'],
    [{ type: 'per-unit', amount: '0.01' }, 'EUR 0.01 / call'],
  ] as Array<[PriceComponent, string]>)('%p', (component, words) => {
    expect(describeComponent(component, amount => `EUR ${amount}`)).toBe(words);
  });
});

describe('priceFieldProblem', () => {
  it.each([
    ['amount', '0', true],
    ['amount', '0.000001', true],
    ['amount', '999999999.999999', true],
    ['amount', '', false],
    ['amount', '-1', false],
    ['amount', '01', false],
    ['amount', '1,50', false],
    ['amount', '0.0000001', false],
    ['amount', '1e3', false],
    ['count', '1', true],
    ['count', '0', false],
    ['count', '1.5', false],
  ] as Array<['amount' | 'count', string, boolean]>)(
    '%s "%s" is right: %p',
    (kind, text, right) => {
      expect(priceFieldProblem(kind, text) === undefined).toBe(right);
    },
  );
});
