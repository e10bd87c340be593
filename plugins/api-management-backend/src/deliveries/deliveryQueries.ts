import type { Knex } from 'knex';

/** Whom an invoice is told to, of those that are told of all of them. */
export const NOTICE_SINK = 'notifications';

/** Written with the invoice, so that none is without the other. */
export async function beginDeliveries(
  trx: Knex,
  { id, now }: { id: string; now: number },
  sinks: string[],
): Promise<void> {
  if (sinks.length > 0) {
    await trx('invoice_deliveries').insert(
      sinks.map(sink => ({
        invoice_id: id,
        sink,
        state: 'pending',
        next_attempt_at: now,
      })),
    );
  }
}

/** Of invoices that are forgotten. */
export async function forgetDeliveries(
  trx: Knex,
  invoiceIds: string[],
): Promise<void> {
  await trx('invoice_deliveries').whereIn('invoice_id', invoiceIds).delete();
}
