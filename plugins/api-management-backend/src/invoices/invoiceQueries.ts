import { calendarMonth, trialEnd } from '@oaf/rating';
import type { RatedBill, RatedLine } from '@oaf/rating';
import type { Knex } from 'knex';
import { countedCalls } from '../billing/billedPlans';
import type { ClosedBill } from '../billing/BillStore';
import { callsByPlan } from '../billing/changedPlanQueries';
import { toClosedBill } from '../billing/closedBillQueries';
import type { InvoiceGroup } from './InvoiceStore';

/** Stands in the place of an invoice when there was nothing to pay. */
export const NOTHING_TO_PAY = '-';

/** A closed bill with what invoices say of it so far. */
export type DueBill = {
  bill: ClosedBill;
  isInvoiced: boolean;
  lateCalls: number;
  adjustedCalls: number;
};

const ofGroup = ({ issuer, customer, currency }: InvoiceGroup) => ({
  product_owner: issuer,
  application_owner: customer,
  currency,
});

const isLate = 'late_calls <> adjusted_calls';

/** Bills of the group's month without an invoice, and those until then whose late calls were not made up for. */
export async function dueBills(
  trx: Knex,
  group: InvoiceGroup,
): Promise<DueBill[]> {
  const rows = await trx('bills')
    .where(ofGroup(group))
    .where(due =>
      due
        .where(fresh =>
          fresh.whereNull('invoice_id').where('period', group.period),
        )
        .orWhere(late =>
          late
            .whereNotNull('invoice_id')
            .where('period', '<=', group.period)
            .whereRaw(isLate),
        ),
    )
    .orderBy([{ column: 'period' }, { column: 'id' }]);
  return rows.map((row: any) => ({
    bill: toClosedBill({ ...row, product_state: null }),
    isInvoiced: row.invoice_id !== null,
    lateCalls: Number(row.late_calls),
    adjustedCalls: Number(row.adjusted_calls),
  }));
}

export async function groupsDue(
  knex: Knex,
  period: string,
): Promise<InvoiceGroup[]> {
  const columns = {
    issuer: 'product_owner',
    customer: 'application_owner',
    currency: 'currency',
  };
  const fresh: InvoiceGroup[] = await knex('bills')
    .distinct({ ...columns, period: 'period' })
    .whereNull('invoice_id')
    .where('period', '<=', period)
    .orderBy(['period', 'customer']);
  const late: Array<Omit<InvoiceGroup, 'period'>> = await knex('bills')
    .distinct(columns)
    .whereNotNull('invoice_id')
    .where('period', '<=', period)
    .whereRaw(isLate)
    .whereNotExists(invoicesOf(knex, period));
  const keyOf = (group: InvoiceGroup) => JSON.stringify(group);
  const groups = [...fresh, ...late.map(group => ({ ...group, period }))].map(
    ({ issuer, customer, currency, period: month }) => ({
      issuer,
      customer,
      currency,
      period: month,
    }),
  );
  return [...new Map(groups.map(group => [keyOf(group), group])).values()];
}

/** What is late after a month's invoice waits for that of the next month. */
function invoicesOf(knex: Knex, period: string) {
  return knex('invoices')
    .select(knex.raw('1'))
    .whereRaw('invoices.issuer = bills.product_owner')
    .whereRaw('invoices.customer = bills.application_owner')
    .whereRaw('invoices.currency = bills.currency')
    .where('invoices.period', period)
    .whereNull('invoices.credits_id');
}

/** What the bill says, and the adjustments of invoices since. */
export async function invoicedSoFar(
  trx: Knex,
  bill: ClosedBill,
): Promise<RatedBill> {
  const rows: Array<{ line_id: string; amount: string; line: string }> =
    await trx('invoice_lines')
      .where({ bill_id: bill.id, kind: 'adjustment' })
      .select('line_id', 'amount', 'line');
  const adjusted = rows.map(({ line_id: id, amount, line }) => ({
    id,
    amount,
    description: String(JSON.parse(line).description).replace(
      'Adjustment: ',
      '',
    ),
  }));
  return {
    lines: [...bill.lines, ...(adjusted as RatedLine[])],
    total: bill.total,
  };
}

/** What is counted of a bill by now. */
export async function countedNow(trx: Knex, bill: ClosedBill) {
  const billableCalls = bill.billableCalls + bill.lateCalls;
  const { start, end } = calendarMonth(bill.period);
  const until = Math.min(
    trialEnd(bill.terms.price, bill.terms.term?.subscribedAt ?? 0) ?? start,
    end,
  );
  if (until <= start) {
    return { billableCalls, trialCalls: 0 };
  }
  const calls = await callsByPlan(trx, [bill.subscriptionId], {
    start,
    end: until,
  });
  const inTrial = countedCalls(
    calls.get(bill.subscriptionId) ?? new Map(),
    bill.counted,
  );
  return { billableCalls, trialCalls: Math.min(inTrial, billableCalls) };
}
