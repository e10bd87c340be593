import { billedPlans, countedCalls } from './billedPlans';
import type { PlanPeriod } from './billedPlans';

const month = { start: 100, end: 200 };
const period = (
  id: string,
  since: number,
  until: number | null = null,
): PlanPeriod => ({ id, title: id.toUpperCase(), price: null, since, until });

const billed = (...periods: PlanPeriod[]) =>
  billedPlans(month, periods).map(({ plan, counted }) => [plan.id, counted]);

describe('the plans of a month', () => {
  it.each<[string, PlanPeriod[], unknown[]]>([
    ['one plan counts all calls', [period('a', 50)], [['a', null]]],
    [
      'both plans of a change are billed once, and the later one counts what is of none',
      [period('b', 150), period('a', 50, 160)],
      [
        ['a', { only: 'a' }],
        ['b', { except: ['a'] }],
      ],
    ],
    [
      'an overlap into the month bills both in it',
      [period('a', 50, 101), period('b', 90)],
      [
        ['a', { only: 'a' }],
        ['b', { except: ['a'] }],
      ],
    ],
    [
      'what ended in the first instant is not billed',
      [period('a', 50, 100), period('b', 90)],
      [['b', null]],
    ],
    [
      'what begins in the first instant after it is not billed',
      [period('a', 50, 210), period('b', 200)],
      [['a', null]],
    ],
    [
      'a plan that came back is billed once',
      [period('a', 50, 120), period('b', 110, 150), period('a', 140)],
      [
        ['a', { except: ['b'] }],
        ['b', { only: 'b' }],
      ],
    ],
    ['nothing lasts no time', [period('a', 150, 150)], []],
  ])('%s', (_, periods, expected) => {
    expect(billed(...periods)).toEqual(expected);
  });

  it('counts each call in one bill, whatever plan it names', () => {
    const calls = new Map([
      ['a', 3],
      ['b', 5],
      ['', 7],
    ]);
    const bills = billedPlans(month, [period('a', 50, 160), period('b', 150)]);
    expect(bills.map(({ counted }) => countedCalls(calls, counted))).toEqual([
      3, 12,
    ]);
  });

  it('bills a plan that came back by what was agreed last', () => {
    const again = { ...period('a', 140), title: 'Again' };
    const bills = billedPlans(month, [
      period('a', 50, 120),
      period('b', 110, 150),
      again,
    ]);
    expect(bills[0].plan.title).toBe('Again');
  });
});
