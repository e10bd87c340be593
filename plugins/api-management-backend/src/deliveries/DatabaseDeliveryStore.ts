import { ConflictError, NotFoundError } from '@backstage/errors';
import type { BillingReceipt } from '@oaf/backstage-plugin-api-management-node';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { toInvoice } from '../invoices/invoiceRows';
import type { StoredInvoice } from '../invoices/InvoiceStore';
import { LeaseLostError } from '../leases/LeaseLostError';
import { beginDeliveries, NOTICE_SINK } from './deliveryQueries';
import { toDelivery } from './deliveryRows';
import type { DeliveryRow } from './deliveryRows';
import type {
  DeliveryKey,
  DeliveryStore,
  LeasedDelivery,
} from './DeliveryStore';

export class DatabaseDeliveryStore implements DeliveryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(invoiceId: string) {
    const rows: DeliveryRow[] = await this.#knex('invoice_deliveries')
      .where({ invoice_id: invoiceId })
      .orderBy('sink');
    return rows.map(toDelivery);
  }

  async find(key: DeliveryKey) {
    const row = await this.#of(key).first();
    return row && toDelivery(row);
  }

  async adopt(sinks: string[], limit: number, now: number) {
    const rows = await this.#knex('invoices')
      .whereNull('handed_on_at')
      .limit(limit);
    const adopted: StoredInvoice[] = [];
    for (const row of rows) {
      // An earlier release tells customers itself.
      const open = row.told_at
        ? sinks.filter(sink => sink !== NOTICE_SINK)
        : sinks;
      if (await this.#adoptOne(row.id, open, now)) {
        adopted.push(toInvoice(row));
      }
    }
    return adopted;
  }

  async #adoptOne(id: string, sinks: string[], now: number) {
    return transaction(this.#knex, async trx => {
      const taken = await trx('invoices')
        .where({ id })
        .whereNull('handed_on_at')
        .update({
          handed_on_at: now,
          told_at: trx.raw('coalesce(told_at, ?)', [now]),
        });
      if (taken > 0) {
        await beginDeliveries(trx, { id, now }, sinks);
      }
      return taken > 0;
    });
  }

  async lease(options: { sinks: string[]; leaseMs: number; limit: number }) {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query
        .where('next_attempt_at', '<=', now)
        .where('leased_until', '<=', now);
    const candidates: DeliveryRow[] = await due(
      this.#knex('invoice_deliveries'),
    )
      .whereIn('sink', options.sinks)
      .orderBy('next_attempt_at')
      .limit(options.limit);
    const leased: LeasedDelivery[] = [];
    for (const row of candidates) {
      const fence = Number(row.fence) + 1;
      const taken = await due(
        this.#of(toDelivery(row)).where({ fence: row.fence }),
      ).update({ leased_until: now + options.leaseMs, fence });
      if (taken > 0) {
        leased.push({ ...toDelivery(row), fence });
      }
    }
    return leased;
  }

  async renew(delivery: LeasedDelivery, leaseMs: number) {
    const renewed = await this.#of(delivery)
      .where({ fence: delivery.fence })
      .update({ leased_until: Date.now() + leaseMs });
    return renewed > 0;
  }

  async release(delivery: LeasedDelivery) {
    await this.#of(delivery)
      .where({ fence: delivery.fence })
      .update({ leased_until: 0 });
  }

  async end(
    delivery: LeasedDelivery,
    outcome: { receipt: BillingReceipt } | { failure: string },
  ) {
    await this.#write(delivery, {
      next_attempt_at: null,
      ...('receipt' in outcome
        ? deliveredColumns(outcome.receipt)
        : {
            state: 'failed',
            attempts: delivery.attempts + 1,
            last_error: outcome.failure,
          }),
    });
  }

  async postpone(
    delivery: LeasedDelivery,
    { error, delayMs }: { error: string; delayMs: number },
  ) {
    await this.#write(delivery, {
      attempts: delivery.attempts + 1,
      last_error: error,
      next_attempt_at: Date.now() + delayMs,
    });
  }

  async retry(key: DeliveryKey, now: number) {
    const begun = await this.#of(key)
      .whereNot({ state: 'delivered' })
      .update({ state: 'pending', attempts: 0, next_attempt_at: now });
    if (begun === 0) {
      throw (await this.find(key))
        ? new ConflictError('It is handed over already')
        : new NotFoundError(
            `Invoice ${key.invoiceId} is not to be handed over to ${key.sink}`,
          );
    }
  }

  async findCustomer(sink: string, customer: string) {
    const row = await this.#knex('sink_customers')
      .where({ sink, customer })
      .first('reference');
    return row?.reference;
  }

  async keepCustomer(sink: string, customer: string, reference: string) {
    await this.#knex('sink_customers')
      .insert({ sink, customer, reference })
      .onConflict(['sink', 'customer'])
      .merge(['reference']);
  }

  #of({ invoiceId, sink }: DeliveryKey) {
    return this.#knex('invoice_deliveries').where({
      invoice_id: invoiceId,
      sink,
    });
  }

  /** @throws LeaseLostError when somebody else raised the fence meanwhile */
  async #write(delivery: LeasedDelivery, columns: object) {
    const written = await this.#of(delivery)
      .where({ fence: delivery.fence })
      .update({ ...columns, leased_until: 0 });
    if (written === 0) {
      throw new LeaseLostError(
        `Somebody else hands invoice ${delivery.invoiceId} over to ${delivery.sink} by now`,
      );
    }
  }
}

function deliveredColumns({ reference, link, customerLink }: BillingReceipt) {
  return {
    state: 'delivered',
    last_error: null,
    delivered_at: Date.now(),
    reference: reference ?? null,
    link: link ?? null,
    customer_link: customerLink ?? null,
  };
}
