import type { BillingReceipt } from '@oaf/backstage-plugin-api-management-node';
import type { StoredInvoice } from '../invoices/InvoiceStore';

export type DeliveryKey = { invoiceId: string; sink: string };

/** An invoice on its way to a sink. Times are epoch milliseconds. */
export type Delivery = DeliveryKey & {
  state: 'pending' | 'delivered' | 'failed';
  /** That failed, since it was last begun. */
  attempts: number;
  lastError: string | null;
  nextAttemptAt: number | null;
  deliveredAt: number | null;
  reference: string | null;
  link: string | null;
  customerLink: string | null;
};

/** Whoever raises the fence after this one owns the work. */
export type LeasedDelivery = Delivery & { fence: number };

export type DeliveryStore = {
  /** Of an invoice, by sink. */
  list(invoiceId: string): Promise<Delivery[]>;
  find(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Takes up invoices that an earlier release issued, whose deliveries nobody wrote down. */
  adopt(sinks: string[], limit: number, now: number): Promise<StoredInvoice[]>;
  /** Some that are due to these sinks, and nobody else's for a while. */
  lease(options: {
    sinks: string[];
    leaseMs: number;
    limit: number;
  }): Promise<LeasedDelivery[]>;
  /** A sign of life. False: the work is no longer his. */
  renew(delivery: LeasedDelivery, leaseMs: number): Promise<boolean>;
  /** Puts the work down; anybody may go on at once. */
  release(delivery: LeasedDelivery): Promise<void>;
  /** @throws LeaseLostError */
  end(
    delivery: LeasedDelivery,
    outcome: { receipt: BillingReceipt } | { failure: string },
  ): Promise<void>;
  /** @throws LeaseLostError */
  postpone(
    delivery: LeasedDelivery,
    options: { error: string; delayMs: number },
  ): Promise<void>;
  /**
   * Begins anew what waits or was given up.
   *
   * @throws NotFoundError
   * @throws ConflictError when it is delivered
   */
  retry(key: DeliveryKey, now: number): Promise<void>;
  findCustomer(sink: string, customer: string): Promise<string | undefined>;
  keepCustomer(
    sink: string,
    customer: string,
    reference: string,
  ): Promise<void>;
};
