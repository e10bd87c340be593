import { adjustments, calendarMonth, rate } from '@oaf/rating';
import type { RatedBill, RatedLine } from '@oaf/rating';
import type { ClosedBill } from '../billing/BillStore';
import { usageQueryText } from '../billing/usageQueryText';
import type { StoredInvoiceLine } from './InvoiceStore';

/** The lines of a closed bill. */
export const chargeLines = (bill: ClosedBill): StoredInvoiceLine[] =>
  bill.unreadable
    ? [totalLine(bill)]
    : bill.lines.map(line => ({
        kind: 'charge',
        lineId: line.id ?? line.type,
        ...contextOf(bill),
        description: line.description,
        quantity: line.quantity,
        unitAmount: line.unitAmount,
        amount: line.amount,
        // Bills that an earlier release closed have neither.
        rule: line.rule ?? '',
        interval: line.period ?? monthOf(bill),
        ...queryOf(bill, line),
      }));

/** What has to be charged or given back, as so many calls are counted by now. */
export function adjustmentLines(
  bill: ClosedBill,
  invoiced: RatedBill,
  usage: { billableCalls: number; trialCalls: number },
): StoredInvoiceLine[] {
  if (bill.unreadable) {
    return [];
  }
  const { price, term } = bill.terms;
  const now = rate({ price, period: bill.period, usage, term });
  return adjustments(invoiced, now, price.currency).map(change => ({
    kind: 'adjustment',
    lineId: change.id,
    ...contextOf(bill),
    description: `Adjustment: ${change.description}`,
    quantity: '1',
    unitAmount: change.amount,
    amount: change.amount,
    rule: `${usage.billableCalls} calls are counted by now, ${bill.billableCalls} were when the bill was closed: ${change.rated} less ${change.billed}`,
    interval: monthOf(bill),
    ...queryOf(bill, { counted: true }),
  }));
}

/** The total of a bill stands also when what it is made of cannot be read any more. */
function totalLine(bill: ClosedBill): StoredInvoiceLine {
  return {
    kind: 'charge',
    lineId: 'total',
    ...contextOf(bill),
    description: `As billed, ${bill.period}`,
    quantity: '1',
    unitAmount: bill.total,
    amount: bill.total,
    rule: 'The lines of the bill cannot be read any more',
    interval: monthOf(bill),
  };
}

function contextOf({ id, subscriptionId, ...bill }: ClosedBill) {
  return {
    billId: id,
    subscriptionId,
    application: bill.application.title,
    product: bill.product.title,
    plan: bill.terms.planTitle,
  };
}

function monthOf({ period }: ClosedBill) {
  const { start, end } = calendarMonth(period);
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  };
}

function queryOf(bill: ClosedBill, { counted }: Pick<RatedLine, 'counted'>) {
  return counted ? { query: usageQueryText(bill) } : {};
}
