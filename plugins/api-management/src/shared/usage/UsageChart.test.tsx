import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  Usage,
  UsageCounts,
} from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { outcomesOf } from './outcomesOf';
import { UsageChart } from './UsageChart';

const counts = (fields: Partial<UsageCounts>): UsageCounts => ({
  calls: 0,
  billableCalls: 0,
  clientErrors: 0,
  serverErrors: 0,
  throttledCalls: 0,
  responseBytes: 0,
  averageLatency: 0,
  ...fields,
});

const usage = (counted: UsageCounts): Usage => ({
  from: '2026-03-14T09:00:00Z',
  to: '2026-03-14T10:00:00Z',
  interval: 'hour',
  totals: counted,
  points: [{ start: '2026-03-14T09:00:00Z', counts: counted }],
  groups: [],
});

/** A gateway that counts throttled calls as client errors too. */
const countedTwice = counts({ calls: 6, clientErrors: 6, throttledCalls: 6 });

describe('outcomesOf', () => {
  it.each([
    [
      'calls that were answered',
      { calls: 5 },
      { answered: 5, errors: 0, throttled: 0 },
    ],
    [
      'a call of each kind',
      { calls: 4, clientErrors: 1, serverErrors: 1, throttledCalls: 1 },
      { answered: 1, errors: 2, throttled: 1 },
    ],
    [
      'calls that were all refused by the plan',
      { calls: 6, throttledCalls: 6 },
      { answered: 0, errors: 0, throttled: 6 },
    ],
    [
      'throttled calls that a gateway counts as errors too',
      countedTwice,
      { answered: 0, errors: 0, throttled: 6 },
    ],
    [
      'more errors than calls',
      { calls: 2, serverErrors: 3 },
      { answered: 0, errors: 2, throttled: 0 },
    ],
  ])('adds up: %s', (_, fields, expected) => {
    const outcomes = outcomesOf(counts(fields));
    expect(outcomes).toEqual(expected);
    const { answered, errors, throttled } = outcomes;
    expect(answered + errors + throttled).toBe(fields.calls);
  });
});

describe('UsageChart', () => {
  it('starts its axis at zero when all calls were throttled', async () => {
    const { container } = renderInTestApp(
      <UsageChart usage={usage(countedTwice)} />,
    );
    await screen.findByText('Calls per hour');
    const ticks = [
      ...container.querySelectorAll('.recharts-yAxis-tick-labels text'),
    ].map(tick => Number(tick.textContent));
    expect(Math.max(...ticks)).toBeGreaterThanOrEqual(6);
    expect(Math.min(...ticks)).toBe(0);
  });

  it('says which calls are which', async () => {
    renderInTestApp(<UsageChart usage={usage(counts({ calls: 3 }))} />);
    expect(await screen.findByText('Answered')).toBeVisible();
    expect(screen.getByText('Errors')).toBeVisible();
    expect(screen.getByText('Over the limit')).toBeVisible();
  });
});
