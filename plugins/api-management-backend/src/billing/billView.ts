import type {
  Bill,
  BillLine,
  BillState,
} from '@oaf/backstage-plugin-api-management-common';
import { calendarMonth } from '@oaf/rating';
import type { RatedLine } from '@oaf/rating';
import { isoTime } from '../database/time';
import type { Accrual, ClosedBill } from './BillStore';
import { forecastBill } from './forecast';
import { rateTerms } from './rateTerms';
import { usageQueryText } from './usageQueryText';

/** @param part - which one it is of the bills of its subscription and month, from 1 */
export function billId(
  subscriptionId: string,
  period: string,
  part = 1,
): string {
  const id = `${subscriptionId}/${period}`;
  return part === 1 ? id : `${id}/${part}`;
}

/** What the bill would be by now. */
export function accruingBill(accrual: Accrual, period: string): Bill {
  const { subscription, planTitle, price, counted } = accrual;
  const { lines, ...rated } = rateTerms(price, period, accrual);
  const state = stateOf(period);
  return {
    ...rated,
    id: billId(subscription.id, period, accrual.part),
    state,
    forecast:
      state === 'open' ? forecastBill(accrual, period, Date.now()) : undefined,
    period,
    lines: withQueries(lines, {
      subscriptionId: subscription.id,
      period,
      counted,
    }),
    subscriptionId: subscription.id,
    application: subscription.application,
    product: subscription.product,
    planTitle,
    planVersion: accrual.planVersion,
  };
}

/** The bill as it was closed. */
export function closedBill(bill: ClosedBill): Bill {
  return {
    id: bill.id,
    state: 'closed',
    period: bill.period,
    currency: bill.terms.price.currency,
    total: bill.total,
    lines: withQueries(bill.lines, bill),
    closedAt: isoTime(bill.closedAt),
    lateCalls: bill.lateCalls === 0 ? undefined : bill.lateCalls,
    problem: bill.unreadable
      ? 'What this bill was rated by cannot be read any more; its total stands'
      : undefined,
    subscriptionId: bill.subscriptionId,
    application: bill.application,
    product: bill.product,
    planTitle: bill.terms.planTitle,
    planVersion: bill.terms.planVersion,
  };
}

/** A month that is over closes as soon as everything in it is counted. */
function stateOf(period: string): BillState {
  return Date.now() < calendarMonth(period).end ? 'open' : 'closing';
}

function withQueries(
  lines: RatedLine[],
  of: Parameters<typeof usageQueryText>[0],
): BillLine[] {
  return lines.map(({ counted, period, ...line }) => ({
    ...line,
    interval: period,
    query: counted ? usageQueryText(of) : undefined,
  }));
}
