import { toTime } from '../database/time';
import type { LeasedDelivery } from './DeliveryStore';

export type DeliveryRow = {
  invoice_id: string;
  sink: string;
  state: LeasedDelivery['state'];
  attempts: number;
  last_error: string | null;
  next_attempt_at: number | string | null;
  leased_until: number | string;
  fence: number;
  delivered_at: number | string | null;
  reference: string | null;
  link: string | null;
  customer_link: string | null;
};

export const toDelivery = (row: DeliveryRow): LeasedDelivery => ({
  invoiceId: row.invoice_id,
  sink: row.sink,
  state: row.state,
  attempts: Number(row.attempts),
  lastError: row.last_error,
  nextAttemptAt: toTime(row.next_attempt_at),
  deliveredAt: toTime(row.delivered_at),
  reference: row.reference,
  link: row.link,
  customerLink: row.customer_link,
  fence: Number(row.fence),
});
