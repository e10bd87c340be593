import Big from 'big.js';
import fc from 'fast-check';
import type { PriceComponent } from './Price';
import { estimate, rate } from './rate';
import { RatingInputError } from './RatingInputError';

const flat = (amount: string): PriceComponent => ({ type: 'flat', amount });
const perUnit = (amount: string): PriceComponent => ({
  type: 'per-unit',
  amount,
});

describe('rate', () => {
  it.each([
    {
      rule: 'a flat price is charged once, also without usage',
      currency: 'EUR',
      components: [flat('49')],
      billableCalls: 0,
      lines: ['1 x 49 = 49.00'],
      total: '49.00',
    },
    {
      rule: 'a per-unit price is charged for each billable call',
      currency: 'EUR',
      components: [perUnit('0.002')],
      billableCalls: 12_345,
      lines: ['12345 x 0.002 = 24.69'],
      total: '24.69',
    },
    {
      rule: 'no billable calls leave a line of zero',
      currency: 'EUR',
      components: [perUnit('0.002')],
      billableCalls: 0,
      lines: ['0 x 0.002 = 0.00'],
      total: '0.00',
    },
    {
      rule: 'components add up, each with a line of its own',
      currency: 'EUR',
      components: [flat('10'), perUnit('0.01')],
      billableCalls: 3,
      lines: ['1 x 10 = 10.00', '3 x 0.01 = 0.03'],
      total: '10.03',
    },
    {
      rule: 'a free plan has no lines',
      currency: 'EUR',
      components: [],
      billableCalls: 1_000,
      lines: [],
      total: '0.00',
    },
    {
      rule: 'a half goes down to the even neighbour',
      currency: 'EUR',
      components: [perUnit('0.005')],
      billableCalls: 1,
      lines: ['1 x 0.005 = 0.00'],
      total: '0.00',
    },
    {
      rule: 'a half goes up to the even neighbour',
      currency: 'EUR',
      components: [perUnit('0.005')],
      billableCalls: 3,
      lines: ['3 x 0.005 = 0.02'],
      total: '0.02',
    },
    {
      rule: 'the total is the sum of the rounded lines, not the rounded sum',
      currency: 'EUR',
      components: [perUnit('0.004'), perUnit('0.004')],
      billableCalls: 1,
      lines: ['1 x 0.004 = 0.00', '1 x 0.004 = 0.00'],
      total: '0.00',
    },
    {
      rule: 'a yen has no fraction',
      currency: 'JPY',
      components: [flat('1000'), perUnit('0.3')],
      billableCalls: 5,
      lines: ['1 x 1000 = 1000', '5 x 0.3 = 2'],
      total: '1002',
    },
    {
      rule: 'a Bahraini dinar has three fraction digits',
      currency: 'BHD',
      components: [perUnit('0.0025')],
      billableCalls: 1,
      lines: ['1 x 0.0025 = 0.002'],
      total: '0.002',
    },
    {
      rule: 'amounts that binary floats cannot hold stay exact',
      currency: 'EUR',
      components: [flat('0.1'), flat('0.2')],
      billableCalls: 0,
      lines: ['1 x 0.1 = 0.10', '1 x 0.2 = 0.20'],
      total: '0.30',
    },
    {
      rule: 'tiny and huge numbers are written without an exponent',
      currency: 'EUR',
      components: [perUnit('0.0000001')],
      billableCalls: Number.MAX_SAFE_INTEGER,
      lines: ['9007199254740991 x 0.0000001 = 900719925.47'],
      total: '900719925.47',
    },
  ])('$rule', ({ currency, components, billableCalls, lines, total }) => {
    const bill = rate({
      price: { currency, components },
      period: '2026-11',
      usage: { billableCalls },
    });
    expect(
      bill.lines.map(
        line => `${line.quantity} x ${line.unitAmount} = ${line.amount}`,
      ),
    ).toEqual(lines);
    expect(bill.total).toBe(total);
    expect(bill.lines.map(line => line.type)).toEqual(
      components.map(component => component.type),
    );
  });

  it('says in words what a line is for', () => {
    const { lines } = rate({
      price: { currency: 'EUR', components: [flat('1'), perUnit('1')] },
      period: '2026-11',
      usage: { billableCalls: 2 },
    });
    expect(lines.map(line => line.description)).toEqual([
      'Monthly fee, 2026-11',
      'Billable calls, 2026-11',
    ]);
  });

  it('estimates with the very formula that bills', () => {
    expect(estimate).toBe(rate);
  });

  it('adds up: the lines of any bill make its total', () => {
    const component = fc.record({
      type: fc.constantFrom('flat' as const, 'per-unit' as const),
      amount: fc
        .tuple(fc.nat(999_999_999), fc.nat(999_999))
        .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`),
    });
    const input = fc.record({
      price: fc.record({
        currency: fc.constantFrom('EUR', 'JPY', 'BHD'),
        components: fc.array(component, { maxLength: 10 }),
      }),
      period: fc.constant('2026-11'),
      usage: fc.record({ billableCalls: fc.maxSafeNat() }),
    });
    fc.assert(
      fc.property(input, value => {
        const { lines, total } = rate(value);
        const sum = lines.reduce(
          (left, line) => left.plus(line.amount),
          new Big(0),
        );
        expect(sum.eq(total)).toBe(true);
      }),
    );
  });
});

describe('what cannot be rated', () => {
  const valid = {
    price: { currency: 'EUR', components: [flat('1')] },
    period: '2026-11',
    usage: { billableCalls: 1 },
  };

  it.each([
    {
      field: 'price.components.0.amount',
      input: {
        ...valid,
        price: { currency: 'EUR', components: [flat('1e3')] },
      },
    },
    {
      field: 'price.components.1.type',
      input: {
        ...valid,
        price: {
          currency: 'EUR',
          components: [flat('1'), { type: 'toString' as 'flat', amount: '1' }],
        },
      },
    },
    {
      field: 'currency',
      input: { ...valid, price: { currency: 'euro', components: [] } },
    },
    {
      field: 'usage.billableCalls',
      input: { ...valid, usage: { billableCalls: -1 } },
    },
    {
      field: 'usage.billableCalls',
      input: { ...valid, usage: { billableCalls: 1.5 } },
    },
    { field: 'period', input: { ...valid, period: '2026-13' } },
  ])('names $field', ({ field, input }) => {
    expect(() => rate(input)).toThrow(RatingInputError);
    expect(() => rate(input)).toThrow(expect.objectContaining({ field }));
  });
});
