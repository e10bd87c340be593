import { z } from 'zod';
import { readJson } from '../database/json';
import type { StoredInvoice, StoredInvoiceLine } from './InvoiceStore';

export type InvoiceRow = {
  id: string;
  issuer: string;
  customer: string;
  period: string;
  year: number;
  serial: number;
  currency: string;
  total: string;
  credits_id: string | null;
  reason: string | null;
  issued_by: string | null;
  issued_at: number | string;
};

export type InvoiceLineRow = {
  invoice_id: string;
  position: number;
  kind: StoredInvoiceLine['kind'];
  bill_id: string;
  line_id: string;
  amount: string;
  line: string;
};

const details = z.looseObject({
  description: z.string(),
  interval: z.object({ start: z.string(), end: z.string() }),
});

export const toInvoice = (row: InvoiceRow): StoredInvoice => ({
  id: row.id,
  issuer: row.issuer,
  customer: row.customer,
  period: row.period,
  year: Number(row.year),
  serial: Number(row.serial),
  currency: row.currency,
  total: row.total,
  creditsId: row.credits_id,
  reason: row.reason,
  issuedBy: row.issued_by,
  issuedAt: Number(row.issued_at),
});

export const fromInvoice = (invoice: StoredInvoice): InvoiceRow => ({
  id: invoice.id,
  issuer: invoice.issuer,
  customer: invoice.customer,
  period: invoice.period,
  year: invoice.year,
  serial: invoice.serial,
  currency: invoice.currency,
  total: invoice.total,
  credits_id: invoice.creditsId,
  reason: invoice.reason,
  issued_by: invoice.issuedBy,
  issued_at: invoice.issuedAt,
});

/** Undefined when it cannot be read. */
export function toInvoiceLine(
  row: InvoiceLineRow,
): StoredInvoiceLine | undefined {
  const line = readJson<Omit<StoredInvoiceLine, 'kind' | 'amount'>>(
    row.line,
    details,
  );
  return line && { ...line, kind: row.kind, amount: row.amount };
}

export function fromInvoiceLine(
  { kind, amount, ...line }: StoredInvoiceLine,
  invoiceId: string,
  position: number,
): InvoiceLineRow {
  return {
    invoice_id: invoiceId,
    position,
    kind,
    bill_id: line.billId,
    line_id: line.lineId,
    amount,
    line: JSON.stringify(line),
  };
}
