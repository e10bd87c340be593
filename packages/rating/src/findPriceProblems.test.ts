import { findPriceProblems } from './findPriceProblems';
import type { PriceComponent } from './Price';

const step = (upTo: string | undefined, amount = '1') => ({
  ...(upTo && { upTo }),
  amount,
});

it.each([
  ['nothing', [], []],
  [
    'what is well',
    [
      { type: 'flat', amount: '1', due: 'advance', proration: 'daily' },
      { type: 'graduated', steps: [step('10'), step('20'), step(undefined)] },
      { type: 'trial', days: '365' },
    ],
    [],
  ],
  ['an unknown kind', [{ type: 'toString' }], ['0.type: choice']],
  ['an amount', [{ type: 'flat', amount: '1,5' }], ['0.amount: amount']],
  ['one that is missing', [{ type: 'per-unit' }], ['0.amount: amount']],
  ['a count', [{ type: 'free-units', count: '0' }], ['0.count: count']],
  [
    'a percentage and a text',
    [{ type: 'tax', percent: '101', name: '' }],
    ['0.percent: percent', '0.name: text'],
  ],
  [
    'a choice',
    [{ type: 'flat', amount: '1', due: 'valueOf' }],
    ['0.due: choice'],
  ],
  ['no rows', [{ type: 'volume', steps: [] }], ['0.steps: rows']],
  [
    'too many rows',
    [{ type: 'volume', steps: Array.from({ length: 21 }, () => step('1')) }],
    ['0.steps: rows'],
  ],
  [
    'a text in a row',
    [{ type: 'volume', steps: [step('1'), step(undefined, 'x')] }],
    ['0.steps.1.amount: amount'],
  ],
  [
    'steps that do not rise, and a last one that ends',
    [{ type: 'volume', steps: [step('10'), step('10'), step('20')] }],
    ['0.steps.1.upTo: rising', '0.steps.2.upTo: endless'],
  ],
  [
    'a step in between without an end',
    [{ type: 'graduated', steps: [step(undefined), step(undefined)] }],
    ['0.steps.0.upTo: rising'],
  ],
  [
    'what a price has once',
    [
      { type: 'trial', days: '1' },
      { type: 'flat', amount: '1' },
      { type: 'flat', amount: '1' },
      { type: 'trial', days: '366' },
    ],
    ['3: once', '3.days: year'],
  ],
] as Array<[string, object[], string[]]>)(
  'finds %s',
  (_, components, found) => {
    expect(
      findPriceProblems(components as PriceComponent[]).map(
        ({ path, code }) => `${path.join('.')}: ${code}`,
      ),
    ).toEqual(found);
  },
);
