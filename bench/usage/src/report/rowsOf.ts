import type { Row } from '@oaf/bench-harness';
import type { MeasuredHour } from '../hour/measureHour';
import type { MeasuredPages } from '../pages/measurePages';
import type { MeasuredRating } from '../rating/measureRating';
import type { Counted } from '../rollup/measureCount';
import type { MeasuredScan } from '../scan/measureScan';

/** Of what somebody types, by the speed. */
const SHARE = 0.7;
const MEMORY_MB = 2_000;

const HOUR_SECONDS = 3;
const RATING_SECONDS = 10;
const PAGE_MS = 100;

const SCAN_SHARE = 50;
/** https://aws.amazon.com/athena/pricing/, eu-central-1: a terabyte that is read. */
const DOLLARS_PER_TB = 5;
/** Of a company's month. */
const BILLED_CALLS = 1e9;

const counted = (number: number) => number.toLocaleString('en');

export function rollupRows({
  engine,
  hand,
}: {
  engine: Counted;
  hand: Counted;
}): Row[] {
  const same = (name: string, of: (counted: Counted) => number): Row => ({
    name: `  ${name}`,
    ours: of(engine),
    bound: { exactly: of(hand) },
    peer: of(hand),
    unit: '',
  });
  return [
    {
      name: `${counted(engine.calls)} calls counted by hour`,
      ours: engine.seconds,
      bound: { atMost: hand.seconds / SHARE },
      peer: hand.seconds,
      unit: 's',
    },
    {
      name: '  most memory',
      ours: engine.memory,
      bound: { atMost: MEMORY_MB },
      peer: hand.memory,
      unit: 'MB',
    },
    same('calls', ({ calls }) => calls),
    same('billable calls', ({ billableCalls }) => billableCalls),
    same('bytes', ({ responseBytes }) => responseBytes),
    same('usage records', ({ records }) => records),
  ];
}

export function hourRows(hour: MeasuredHour): Row[] {
  const bound = { atMost: HOUR_SECONDS };
  return [
    {
      name: `an hour of ${counted(hour.calls)} calls, into the database`,
      ours: hour.first,
      bound,
      unit: 's',
    },
    {
      name: `  one more after ${hour.historyHours} hours`,
      ours: hour.later,
      bound,
      unit: 's',
    },
    {
      name: '  its calls',
      ours: hour.counted,
      bound: { exactly: hour.calls },
      unit: '',
    },
    { name: '  its usage records', ours: hour.usageRecords, unit: '' },
  ];
}

export function ratingRows(rating: MeasuredRating): Row[] {
  const bills = counted(rating.subscriptions);
  return [
    {
      name: `a month of ${bills} subscriptions rated`,
      ours: rating.rated,
      bound: { atMost: RATING_SECONDS },
      unit: 's',
    },
    {
      name: '  and their bills closed in the database',
      ours: rating.closed,
      unit: 's',
    },
    {
      name: '  bills',
      ours: rating.bills,
      bound: { exactly: rating.subscriptions },
      unit: '',
    },
  ];
}

export function pagesRows(pages: MeasuredPages): Row[] {
  return [
    {
      name: `${pages.server}: a year, ${counted(
        pages.subscriptions,
      )} subscriptions, rows`,
      ours: pages.rows,
      unit: '',
    },
    ...pages.requests.map(
      ({ name, p95 }): Row => ({
        name: `  ${name}, p95`,
        ours: p95,
        bound: { atMost: PAGE_MS },
        unit: 'ms',
      }),
    ),
  ];
}

export function scanRows({ ours, json }: MeasuredScan): Row[] {
  const inMb = (bytes: number) => (bytes * BILLED_CALLS) / 1e6;
  const dollars = (bytes: number) =>
    (bytes * BILLED_CALLS * DOLLARS_PER_TB) / 1e12;
  return [
    {
      name: `read by Athena for a month's bill, ${counted(BILLED_CALLS)} calls`,
      ours: inMb(ours),
      bound: { atMost: inMb(json) / SCAN_SHARE },
      peer: inMb(json),
      unit: 'MB',
    },
    {
      name: '  its price in cents',
      ours: dollars(ours) * 100,
      peer: dollars(json) * 100,
      unit: '',
    },
  ];
}
