import type {
  Invoice,
  InvoiceLine,
} from '@oaf/backstage-plugin-api-management-common';
import { isoTime } from '../database/time';
import type { StoredInvoice, StoredInvoiceLine } from './InvoiceStore';

/** Months of bills, days of prices and hours of usage are all of it. */
export const TIME_ZONE = 'UTC';

const SERIAL_DIGITS = 6;

/** `2026-000017`; per issuer. */
export const invoiceNumber = ({
  year,
  serial,
}: Pick<StoredInvoice, 'year' | 'serial'>) =>
  `${year}-${String(serial).padStart(SERIAL_DIGITS, '0')}`;

export function toInvoiceView(
  invoice: StoredInvoice & {
    lines?: StoredInvoiceLine[];
    unreadable?: boolean;
  },
): Invoice {
  return {
    id: invoice.id,
    number: invoiceNumber(invoice),
    issuer: invoice.issuer,
    customer: invoice.customer,
    period: invoice.period,
    timeZone: TIME_ZONE,
    currency: invoice.currency,
    total: invoice.total,
    issuedAt: isoTime(invoice.issuedAt),
    creditsId: invoice.creditsId ?? undefined,
    reason: invoice.reason ?? undefined,
    lines: invoice.lines?.map(toLineView),
    problem: invoice.unreadable
      ? 'Some lines of it cannot be read any more; its total stands'
      : undefined,
  };
}

function toLineView(
  { subscriptionId, lineId, ...line }: StoredInvoiceLine,
  key: number,
): InvoiceLine {
  return { ...line, key };
}
