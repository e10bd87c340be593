import type { PriceComponent } from '@oaf/backstage-plugin-api-management-common';
import {
  countOf,
  describeLimits,
  describePrice,
  formatLatency,
  formatMoney,
  formatSums,
} from './money';

const price = (...components: Array<[PriceComponent['type'], string]>) => ({
  currency: 'EUR',
  components: components.map(
    ([type, amount]) => ({ type, amount } as PriceComponent),
  ),
});

describe('describePrice', () => {
  it.each([
    ['nothing is charged', price(), 'Free'],
    ['only zero is charged', price(['flat', '0.00']), 'Free'],
    [
      'a flat amount and an amount per call',
      price(['flat', '20'], ['per-unit', '0.01']),
      'EUR 20 / month + EUR 0.01 / call',
    ],
    [
      'six decimals are kept',
      price(['per-unit', '0.000001']),
      'EUR 0.000001 / call',
    ],
    [
      'what changes the charges comes after them',
      {
        currency: 'EUR',
        components: [
          { type: 'tax', percent: '19', name: 'VAT' },
          { type: 'trial', days: '14' },
          { type: 'flat', amount: '20' },
          { type: 'percent-discount', percent: '10' },
          { type: 'minimum', amount: '5' },
          {
            type: 'graduated',
            steps: [{ upTo: '250', amount: '0.01' }, { amount: '0.005' }],
          },
        ] satisfies PriceComponent[],
      },
      'EUR 20 / month + EUR 0.01 to 250, then EUR 0.005 / call, plus 19 % VAT, 14 days free, 10 % off, at least EUR 5 / month',
    ],
    [
      'a discount on nothing',
      {
        currency: 'EUR',
        components: [
          { type: 'percent-discount', percent: '10' },
        ] satisfies PriceComponent[],
      },
      'Free',
    ],
  ])('%s', (_, given, text) => {
    expect(describePrice(given)).toBe(text);
  });
});

describe('formatMoney', () => {
  it('keeps digits that a floating point number would lose', () => {
    expect(
      formatMoney({ currency: 'EUR', amount: '123456789012345.678901' }),
    ).toBe('EUR 123,456,789,012,345.678901');
  });
});

describe('describeLimits', () => {
  it('names rate, burst and quota', () => {
    expect(
      describeLimits({
        rate: 0.5,
        burst: 20,
        quota: { limit: 10_000, period: 'day' },
      }),
    ).toBe('0.5 requests / s · bursts of 20 · 10,000 calls / day');
  });
});

describe('describeLimits of a hard quota', () => {
  it('says that it is hard', () => {
    const quota = { limit: 10, period: 'week' as const, hard: true };
    expect(describeLimits({ rate: 1, burst: 1, quota })).toContain(
      '10 calls / week (hard)',
    );
  });
});

describe('describeLimits of one', () => {
  it('says one request and one call', () => {
    expect(
      describeLimits({ rate: 1, burst: 1, quota: { limit: 1, period: 'day' } }),
    ).toBe('1 request / s · bursts of 1 · 1 call / day');
  });
});

describe('formatLatency', () => {
  it.each([
    [0, 0, '–'],
    [3, 1234.4, '1,234 ms'],
    [3, 0, '0 ms'],
  ])('of %d calls with %d ms', (calls, averageLatency, words) => {
    expect(formatLatency({ calls, averageLatency })).toBe(words);
  });
});

describe('formatSums', () => {
  it('keeps currencies apart', () => {
    expect(
      formatSums([
        { currency: 'EUR', amount: '20' },
        { currency: 'USD', amount: '3.5' },
      ]),
    ).toBe('EUR 20.00 · USD 3.50');
  });
});

describe('countOf', () => {
  it.each([
    [0, '0 APIs'],
    [1, '1 API'],
    [1200, '1,200 APIs'],
  ])('counts %d', (count, words) => {
    expect(countOf(count, 'API')).toBe(words);
  });
});
