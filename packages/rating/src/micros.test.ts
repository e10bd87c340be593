import { fromMicros, toMicros } from './micros';

describe('micros', () => {
  it.each([
    ['EUR', '20.02', '20020000'],
    ['JPY', '1002', '1002000000'],
    ['BHD', '0.002', '2000'],
    ['EUR', '-7.25', '-7250000'],
    ['EUR', '900719925474099123.45', '900719925474099123450000'],
  ])('keep %s %s exactly', (currency, amount, micros) => {
    expect(toMicros(amount)).toBe(micros);
    expect(fromMicros(micros, currency)).toBe(amount);
  });
});
