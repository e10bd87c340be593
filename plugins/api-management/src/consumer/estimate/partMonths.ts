import type {
  Plan,
  Price,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import {
  calendarMonth,
  calendarMonthOf,
  estimate,
  type PlanSpan,
  type RatedBill,
  startOfDay,
  trialEnd,
} from '@oaf/rating';

const DAY_MS = 86_400_000;

/** A bill of the running month, as it will be when nothing else changes. */
export type PartBill = { title: string; currency: string; bill: RatedBill };

/** The first bill of a subscription that begins now. */
export function beginning(
  { title, price }: Plan,
  callsPerMonth: number,
  now = Date.now(),
): PartBill[] {
  return billOf({ title, price }, { since: now }, now, { callsPerMonth, now });
}

/** The bills of a month in which a subscription gets another plan now. */
export function changingPlan(
  { plan, activeAt }: Pick<Subscription, 'plan' | 'activeAt'>,
  to: Plan,
  callsPerMonth: number,
  now = Date.now(),
): PartBill[] {
  const since = activeAt ? Date.parse(activeAt) : now;
  const of = { callsPerMonth, now };
  return [
    ...billOf(plan, { since, until: now, followed: true }, since, of),
    ...billOf(to, { since: now }, since, of),
  ];
}

/** None of a price that cannot be read. */
function billOf(
  { title, price }: { title: string; price?: Price },
  span: PlanSpan,
  subscribedAt: number,
  of: { callsPerMonth: number; now: number },
): PartBill[] {
  if (!price) {
    return [];
  }
  const period = calendarMonthOf(of.now);
  const usage = evenly(span, trialEnd(price, subscribedAt), of);
  const term = { spans: [span], subscribedAt };
  const bill = estimate({ price, period, usage, term });
  return [{ title, currency: price.currency, bill }];
}

/** Calls as if they came evenly, day by day; a day counts for who has it last, as in the bill. */
function evenly(
  { since, until = Infinity }: PlanSpan,
  trialUntil: number | undefined,
  { callsPerMonth, now }: { callsPerMonth: number; now: number },
) {
  const { start, end } = calendarMonth(calendarMonthOf(now));
  const inMonth = (time: number) =>
    startOfDay(Math.min(Math.max(time, start), end));
  const from = inMonth(since);
  const to = inMonth(until);
  const perDay = (days: number) =>
    Math.floor((callsPerMonth * days * DAY_MS) / (end - start));
  const days = (until_: number) =>
    Math.max(0, (Math.min(until_, to) - from) / DAY_MS);
  return {
    billableCalls: perDay(days(to)),
    trialCalls: perDay(days(trialUntil ?? from)),
  };
}
