import { secondsFor } from './bound';
import { printTable, verdict } from './printTable';
import { quantile } from './quantile';
import type { Row } from './rows';
import { isMet } from './rows';

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

describe('the table', () => {
  const met: Row = {
    name: 'full import',
    ours: 17.26,
    bound: { atMost: 20.125 },
    naive: 300,
    unit: 's',
  };
  const reported: Row = { name: '  calls', ours: 40_200, unit: '' };
  const missed: Row = {
    name: '  429 answers',
    ours: 3,
    bound: { exactly: 0 },
    unit: '',
  };

  it('shows each figure beside its bound', () => {
    expect(printTable([met, reported, missed])).toBe(
      [
        '                 ours     bound    naive',
        'full import    17.3 s  ≤ 20.1 s  300.0 s',
        '  calls        40,200',
        '  429 answers       3       = 0           MISSED',
      ].join('\n'),
    );
  });

  it('ends with what was missed', () => {
    expect(verdict([met, reported])).toBe('bench import: all bounds met');
    expect(verdict([met, missed])).toBe(
      'bench import: missed: 429 answers (3, = 0)',
    );
  });

  it.each([
    [20.1, { atMost: 20.1 }, true],
    [20.2, { atMost: 20.1 }, false],
    [NaN, { atMost: 20.1 }, false],
    [1, { exactly: 1 }, true],
    [0, { exactly: 1 }, false],
    [7, undefined, true],
  ])('%d within %p: %s', (ours, bound, expected) => {
    expect(isMet({ name: '', ours, bound, unit: '' })).toBe(expected);
  });
});
