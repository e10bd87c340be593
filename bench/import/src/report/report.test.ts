import { secondsFor } from './bound';
import { quantile } from './quantile';

it.each([
  ['a full import at the quota', 201, { rate: 10, burst: 40 }, 20.125],
  ['a full import at half of it', 201, { rate: 5, burst: 20 }, 45.25],
  ['a refresh at the quota', 101, { rate: 10, burst: 40 }, 7.625],
  ['a refresh at half of it', 101, { rate: 5, burst: 20 }, 20.25],
])('allows %s its time and a quarter', (_, calls, requests, seconds) => {
  expect(secondsFor(calls, requests)).toBeCloseTo(seconds, 6);
});

it('takes the nearest rank', () => {
  const numbers = [5, 1, 4, 2, 3];
  expect(quantile(numbers, 0.5)).toBe(3);
  expect(quantile(numbers, 0.99)).toBe(5);
  expect(quantile([], 0.5)).toBeNaN();
});
