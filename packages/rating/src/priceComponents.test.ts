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
import type { PriceFieldKind } from './pricers/fields';
import { definePricer } from './pricers/Pricer';
import { rateWith } from './rate';
import { RatingInputError } from './RatingInputError';

/** A kind of price as somebody might add it: calls are sold by the block, and the rest is free. */
const blocks = definePricer({
  type: 'block',
  title: 'Blocks of calls',
  stage: 'charge',
  fields: {
    amount: { kind: 'amount', label: 'Per block' },
    size: { kind: 'count', label: 'Calls in a block' },
  },
  price: ({ amount, size }, { period, calls }) => [
    {
      description: `Blocks, ${period}`,
      quantity: calls.left.div(size).round(0, Big.roundDown),
      unitAmount: amount,
      counted: true,
      rule: 'Full blocks',
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
    rateWith([...pricers, blocks], {
      price: price(component),
      period: '2026-11',
      usage: { billableCalls: 2_001 },
    });

  it('is rated', () => {
    expect(rated({ type: 'block', amount: '5', size: '1000' })).toEqual({
      lines: [
        {
          id: '0/block',
          type: 'block',
          description: 'Blocks, 2026-11',
          quantity: '2',
          unitAmount: '5',
          amount: '10.00',
          counted: true,
          rule: 'Full blocks',
          period: {
            start: '2026-11-01T00:00:00.000Z',
            end: '2026-12-01T00:00:00.000Z',
          },
        },
      ],
      total: '10.00',
    });
  });

  it.each([
    ['size', { type: 'block', amount: '5', size: '0' }],
    ['size', { type: 'block', amount: '5', size: '1.5' }],
    ['size', { type: 'block', amount: '5' }],
    ['amount', { type: 'block', amount: 'five', size: '1' }],
  ])('is refused by its field %s: %p', (field, component) => {
    expect(() => rated(component)).toThrow(RatingInputError);
    expect(() => rated(component)).toThrow(
      expect.objectContaining({ field: `price.components.0.${field}` }),
    );
  });

  it('tells forms and contracts its fields', () => {
    expect(describeKinds([blocks])).toEqual([
      {
        type: 'block',
        title: 'Blocks of calls',
        stage: 'charge',
        once: false,
        fields: [
          { name: 'amount', kind: 'amount', label: 'Per block' },
          { name: 'size', kind: 'count', label: 'Calls in a block' },
        ],
      },
    ]);
  });
});

it('knows the kinds that there are', () => {
  expect(priceComponentKinds.map(({ type }) => type)).toEqual([
    'flat',
    'per-unit',
    'one-time',
    'package',
    'graduated',
    'volume',
    'free-units',
    'trial',
    'minimum',
    'percent-discount',
    'amount-discount',
    'tax',
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
    [
      'steps of which one charges',
      [
        {
          type: 'graduated',
          steps: [{ upTo: '10', amount: '0' }, { amount: '0.1' }],
        },
      ],
      false,
    ],
    [
      'steps that are free',
      [{ type: 'volume', steps: [{ amount: '0', fee: '0.00' }] }],
      true,
    ],
    [
      'what only makes less of it',
      [{ type: 'amount-discount', amount: '5' }],
      true,
    ],
    ['a minimum', [{ type: 'minimum', amount: '5' }], false],
  ] as Array<[string, object[], boolean]>)('%s: %#', (_, components, free) => {
    expect(isFree(price(...components))).toBe(free);
  });
});

describe('describeComponent', () => {
  it.each([
    [{ type: 'flat', amount: '20' }, 'EUR 20 / month'],
    [{ type: 'per-unit', amount: '0.01' }, 'EUR 0.01 / call'],
    [
      { type: 'flat', amount: '20', due: 'advance' },
      'EUR 20 / month in advance',
    ],
    [{ type: 'one-time', amount: '99' }, 'EUR 99 once'],
    [{ type: 'package', amount: '5', size: '1000' }, 'EUR 5 / 1000 calls'],
    [
      {
        type: 'graduated',
        steps: [{ upTo: '250', amount: '0.1', fee: '1' }, { amount: '0.05' }],
      },
      'EUR 0.1 + EUR 1 to 250, then EUR 0.05 / call',
    ],
    [
      { type: 'volume', steps: [{ amount: '0.05' }] },
      'EUR 0.05 / call, for all calls',
    ],
    [{ type: 'free-units', count: '1000' }, '1000 calls free'],
    [{ type: 'trial', days: '14' }, '14 days free'],
    [{ type: 'minimum', amount: '5' }, 'at least EUR 5 / month'],
    [{ type: 'percent-discount', percent: '10' }, '10 % off'],
    [{ type: 'amount-discount', amount: '5' }, 'EUR 5 off / month'],
    [{ type: 'tax', percent: '19', name: 'VAT' }, 'plus 19 % VAT'],
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
    ['percent', '100', true],
    ['percent', '100.00', true],
    ['percent', '7.5', true],
    ['percent', '0.0001', true],
    ['percent', '0', false],
    ['percent', '0.0', false],
    ['percent', '100.1', false],
    ['percent', '101', false],
    ['percent', '-1', false],
    ['text', 'VAT', true],
    ['text', 'Mehrwertsteuer Österreich', true],
    ['text', 'x', true],
    ['text', '', false],
    ['text', ' VAT', false],
    ['text', 'VAT\n', false],
    ['text', 'x'.repeat(41), false],
  ] as Array<[PriceFieldKind, string, boolean]>)(
    '%s "%s" is right: %p',
    (kind, text, right) => {
      expect(priceFieldProblem(kind, text) === undefined).toBe(right);
    },
  );
});
