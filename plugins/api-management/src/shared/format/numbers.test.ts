import { numberProblem, toDecimal } from './numbers';

const whole = { min: 1, max: 20_000, isWhole: true };
const rate = { moreThan: 0, max: 10_000 };

describe('numberProblem', () => {
  it.each(['1', '20000', ' 7 '])('takes %j as a whole number', typed => {
    expect(numberProblem(typed, whole)).toBeUndefined();
  });

  it.each(['0.5', '10000', '0.000001', '1.50'])('takes %j', typed => {
    expect(numberProblem(typed, rate)).toBeUndefined();
  });

  it.each([
    ...['', ' ', '1e3', '1E3', '1,5', '1.000,5', '10,000', '007', '01', '-1'],
    ...['+1', '1.', '.5', '0x10', 'NaN', 'Infinity', '1 000', '1_000', '１'],
  ])('takes %j for no number, and guesses none', typed => {
    expect(numberProblem(typed, rate)).toMatch(/in digits/);
    expect(numberProblem(typed, whole)).toMatch(/in digits/);
  });

  it.each([
    ['0', rate, 'More than 0, at most 10,000.'],
    ['10000.1', rate, 'More than 0, at most 10,000.'],
    ['0.1234567', rate, expect.stringContaining('six places')],
    ['1.5', whole, 'A whole number in digits only, e.g. 1000.'],
    ['0', whole, 'Between 1 and 20,000.'],
    ['20001', whole, 'Between 1 and 20,000.'],
  ])('refuses %s of %j', (typed, range, words) => {
    expect(numberProblem(typed, range)).toEqual(words);
  });
});

describe('toDecimal', () => {
  it.each([
    [1e-7, '0.0000001'],
    [0.1, '0.1'],
    [1_000_000_000, '1000000000'],
  ])('writes %d as it may be typed', (value, digits) => {
    expect(toDecimal(value)).toBe(digits);
  });
});
