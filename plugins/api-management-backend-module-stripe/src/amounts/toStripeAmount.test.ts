import { toStripeAmount } from './toStripeAmount';

describe('an amount in the smallest unit of Stripe', () => {
  it.each([
    ['20.07', 'EUR', 2007],
    ['-0.07', 'EUR', -7],
    ['0.00', 'EUR', 0],
    ['-0.00', 'EUR', 0],
    ['5', 'EUR', 500],
    ['0.1', 'EUR', 10],
    ['1.0700', 'EUR', 107],
    // What becomes 1998.9999999999998 when floats are multiplied.
    ['19.99', 'USD', 1999],
    ['9999999999.99', 'USD', 999999999999],
    ['500', 'JPY', 500],
    ['1.230', 'BHD', 1230],
    ['12', 'ISK', 1200],
    ['3', 'MGA', 3],
  ])('%s of %s is %d', (amount, currency, minor) => {
    expect(toStripeAmount(amount, currency)).toBe(minor);
  });

  it.each([
    ['0.001', 'EUR'],
    ['0.5', 'JPY'],
    ['1.234', 'KWD'],
    ['1.50', 'ISK'],
    ['0.20', 'MGA'],
    ['10000000000.00', 'USD'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
  ])('%s of %s is refused', (amount, currency) => {
    expect(() => toStripeAmount(amount, currency)).toThrow(
      `Stripe has no amount of ${currency} ${amount}`,
    );
  });
});
