import type { BillForecast } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonth, trialEnd } from '@oaf/rating';
import { isoTime } from '../database/time';
import type { Accrual, Used } from './BillStore';
import { rateTerms } from './rateTerms';

/** Less says nothing of a month. */
const LEAST_MS = 86_400_000;

/**
 * What the bill of the running month comes to when calls go on as they came so far, evenly by time. It is rated as the bill
 * is. Undefined within a day after calls could begin, and of a bill that cannot be rated.
 */
export function forecastBill(
  accrual: Pick<Accrual, 'price'> & Used,
  period: string,
  now: number,
): BillForecast | undefined {
  const { from, to } = calledIn(accrual, period);
  const asOf = Math.min(now, to);
  if (asOf - from < LEAST_MS) {
    return undefined;
  }
  const used = {
    ...goesOn(accrual, { from, asOf, to }),
    term: accrual.term,
  };
  const { total, problem } = rateTerms(accrual.price, period, used);
  return problem
    ? undefined
    : {
        total,
        billableCalls: used.billableCalls,
        from: isoTime(from),
        asOf: isoTime(asOf),
      };
}

/** When in the month the plan can be called. */
function calledIn({ term }: Used, period: string) {
  const { start, end } = calendarMonth(period);
  const since = Math.min(...term.spans.map(span => span.since));
  const until = Math.max(...term.spans.map(span => span.until ?? Infinity));
  return {
    from: Math.max(start, since, term.subscribedAt),
    to: Math.min(end, until),
  };
}

type Times = { from: number; asOf: number; to: number };

/** Calls of a trial that is over became as many as they are. */
function goesOn(
  { price, billableCalls, trialCalls, term }: Pick<Accrual, 'price'> & Used,
  { from, asOf, to }: Times,
) {
  const until = (end: number) =>
    Math.round((billableCalls * (end - from)) / (asOf - from));
  const paidFrom = (price && trialEnd(price, term.subscribedAt)) ?? from;
  const all = until(to);
  return {
    billableCalls: all,
    trialCalls: Math.min(
      all,
      paidFrom > asOf ? until(Math.min(paidFrom, to)) : trialCalls,
    ),
  };
}
