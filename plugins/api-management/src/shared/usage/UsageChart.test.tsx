import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  Usage,
  UsageCounts,
} from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { outcomesOf } from './outcomesOf';
import { toBars } from './toBars';
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
  uncounted: [],
  totals: counted,
  points: [{ start: '2026-03-14T09:00:00Z', counts: counted }],
  groups: [],
  totalGroups: 0,
});

const byHour = { interval: 'hour', zone: 'UTC' } as const;

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
      <UsageChart usage={usage(countedTwice)} time={byHour} />,
    );
    await screen.findByText('Calls per hour, UTC');
    const ticks = [
      ...container.querySelectorAll('.recharts-yAxis-tick-labels text'),
    ].map(tick => Number(tick.textContent));
    expect(Math.max(...ticks)).toBeGreaterThanOrEqual(6);
    expect(Math.min(...ticks)).toBe(0);
  });

  it('says which calls are which', async () => {
    renderInTestApp(
      <UsageChart usage={usage(counts({ calls: 3 }))} time={byHour} />,
    );
    expect(await screen.findByText('Answered')).toBeVisible();
    expect(screen.getByText('Errors')).toBeVisible();
    expect(screen.getByText('Over the limit')).toBeVisible();
  });

  it.each([
    ['UTC', '14 Mar'],
    ['America/Sao_Paulo', '13 Mar'],
  ])('labels days by the zone that it names: %s', async (zone, label) => {
    const counted = counts({ calls: 3 });
    const { container } = renderInTestApp(
      <UsageChart
        usage={{
          ...usage(counted),
          interval: 'day',
          points: [{ start: '2026-03-14T00:00:00Z', counts: counted }],
        }}
        time={{ interval: 'day', zone }}
      />,
    );
    await screen.findByText(`Calls per day, ${zone}`);
    expect(
      container.querySelector('.recharts-xAxis-tick-labels'),
    ).toHaveTextContent(label);
  });
});

describe('toBars', () => {
  const hoursFrom = (from: string, to: string, ...calls: number[]): Usage => ({
    ...usage(counts({})),
    from,
    to,
    points: calls.map((count, hour) => ({
      start: new Date(Date.parse(from) + hour * 3_600_000).toISOString(),
      counts: counts({ calls: count }),
    })),
  });

  it.each([
    [
      'a day west of Greenwich begins later',
      'America/Sao_Paulo',
      hoursFrom('2026-03-14T01:00:00Z', '2026-03-14T05:00:00Z', 1, 2, 4, 8),
      [
        ['2026-03-13', 3],
        ['2026-03-14', 12],
      ],
    ],
    [
      'a day of 23 hours has 23',
      'Europe/Berlin',
      hoursFrom(
        '2026-03-28T23:00:00Z',
        '2026-03-29T22:00:00Z',
        ...Array.from({ length: 23 }, () => 1),
      ),
      [['2026-03-29', 23]],
    ],
    [
      'a zone half an hour apart begins with the hour that midnight halves',
      'Asia/Kolkata',
      hoursFrom('2026-03-13T18:00:00Z', '2026-03-13T20:30:00Z', 1, 2, 4),
      [['2026-03-14', 7]],
    ],
    [
      'the hour that the end halves makes no day of its own',
      'Asia/Kolkata',
      hoursFrom('2026-03-14T17:00:00Z', '2026-03-14T18:30:00Z', 1, 0),
      [['2026-03-14', 1]],
    ],
  ])('%s', (_, zone, hours, days) => {
    expect(
      toBars(hours, { interval: 'day', zone }).map(({ start, answered }) => [
        start.toISODate(),
        answered,
      ]),
    ).toEqual(days);
  });
});
