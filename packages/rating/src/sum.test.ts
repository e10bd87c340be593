import { multiply, sum } from './sum';

describe('sum', () => {
  it.each([
    { rule: 'nothing adds up to nothing', amounts: [], totals: [] },
    {
      rule: 'amounts of one currency are added',
      amounts: ['EUR 0.10', 'EUR 0.20'],
      totals: ['EUR 0.30'],
    },
    {
      rule: 'currencies stay apart, ordered by code',
      amounts: ['USD 1.00', 'EUR 2.00', 'JPY 3', 'USD 4.50'],
      totals: ['EUR 2.00', 'JPY 3', 'USD 5.50'],
    },
    {
      rule: 'a credit is subtracted',
      amounts: ['EUR 5.00', 'EUR -7.25'],
      totals: ['EUR -2.25'],
    },
  ])('$rule', ({ amounts, totals }) => {
    const money = (text: string) => {
      const [currency, amount] = text.split(' ');
      return { currency, amount };
    };
    expect(sum(amounts.map(money))).toEqual(totals.map(money));
  });

  it('refuses what is not a decimal', () => {
    expect(() => sum([{ currency: 'EUR', amount: '1,50' }])).toThrow(
      'amount must be a decimal like "12.50", but is "1,50"',
    );
  });
});

describe('multiply', () => {
  it.each([
    ['20.02', 3, '60.06'],
    ['0.10', 0, '0.00'],
  ])('EUR %s, %d times', (amount, times, product) => {
    expect(multiply({ currency: 'EUR', amount }, times)).toEqual({
      currency: 'EUR',
      amount: product,
    });
  });
});
