import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { toCsv } from '../csv/toCsv';

/** What a spreadsheet would calculate; an amount below zero is none. */
const formula = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/;

/** One row for each line, with all that a row alone has to say. */
export function invoiceCsv(invoice: Invoice): string {
  const rows = (invoice.lines ?? []).map(line => ({
    invoice: invoice.number,
    issuer: invoice.issuer,
    customer: invoice.customer,
    month: invoice.period,
    timeZone: invoice.timeZone,
    issuedAt: invoice.issuedAt,
    line: line.key,
    kind: line.kind,
    application: line.application,
    product: line.product,
    plan: line.plan,
    description: line.description,
    from: line.interval.start,
    until: line.interval.end,
    quantity: line.quantity,
    unitAmount: line.unitAmount,
    amount: line.amount,
    currency: invoice.currency,
    rule: line.rule,
    query: line.query ?? '',
    bill: line.billId,
  }));
  return toCsv(rows, formula);
}
