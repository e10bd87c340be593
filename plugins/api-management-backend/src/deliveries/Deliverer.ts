import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotImplementedError, stringifyError } from '@backstage/errors';
import type { BillingReceipt } from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { ApiManagementConfig } from '../config';
import { delayAfter, isAnswer } from '../failures/repeating';
import { failureText } from '../failures/tellableError';
import type { InvoiceStore } from '../invoices/InvoiceStore';
import { DueWork } from '../leases/DueWork';
import { LeaseLostError } from '../leases/LeaseLostError';
import { underLease } from '../leases/underLease';
import type { BillingSinks } from './BillingSinks';
import type { DeliveryStore, LeasedDelivery } from './DeliveryStore';
import { inTime } from './inTime';
import { readDocument } from './readDocument';

const PLACES = 4;
const LOOK_EVERY_MS = 2_000;
const ADOPTED_AT_ONCE = 100;
/** How long a sink may take for one document, which may have many lines. */
const ATTEMPT_MS = 5 * 60_000;
const FIRST_DELAY_MS = 5_000;
const MAX_DELAY_MS = 3_600_000;
/** About three days, most of them an hour apart. */
const MAX_ATTEMPTS = 80;

type Options = {
  config: Pick<ApiManagementConfig, 'leases'>;
  deliveryStore: DeliveryStore;
  invoiceStore: Pick<InvoiceStore, 'find'>;
  sinks: BillingSinks;
  auditor: AuditorService;
  logger: LoggerService;
  attemptMs?: number;
};

/** Hands final invoices over. May run in several replicas at once and be cut off anywhere. */
export class Deliverer {
  readonly #options: Options;
  readonly #work: DueWork<LeasedDelivery>;

  constructor(options: Options) {
    this.#options = options;
    this.#work = new DueWork({
      places: PLACES,
      take: limit =>
        options.deliveryStore.lease({
          sinks: options.sinks.ids(),
          leaseMs: this.#leaseMs,
          limit,
        }),
      perform: (delivery, signal) => this.#carryOut(delivery, signal),
      lookEveryMs: LOOK_EVERY_MS,
    });
  }

  get #leaseMs() {
    return this.#options.config.leases.deploymentMs;
  }

  /** Works on everything that is due; joins a round that is under way. */
  async run(signal: AbortSignal): Promise<void> {
    const { deliveryStore, sinks } = this.#options;
    await deliveryStore.adopt(sinks.ids(), ADOPTED_AT_ONCE, Date.now());
    await this.#work.run(signal);
  }

  /** Puts the work down; another replica, or the next start, takes it up at once. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #carryOut(delivery: LeasedDelivery, signal: AbortSignal) {
    const lease = {
      lasts: this.#leaseMs,
      renew: () => this.#options.deliveryStore.renew(delivery, this.#leaseMs),
    };
    try {
      const receipt = await underLease(lease, signal, held =>
        inTime(
          allowed => this.#handOver(delivery, allowed),
          held,
          this.#options.attemptMs ?? ATTEMPT_MS,
        ),
      );
      await this.#end(delivery, { receipt });
    } catch (error) {
      await this.#giveUpOrPostpone(delivery, error, signal).catch(failure =>
        this.#warn(delivery, failure),
      );
    }
  }

  async #handOver(
    delivery: LeasedDelivery,
    signal: AbortSignal,
  ): Promise<BillingReceipt> {
    const { deliveryStore, sinks } = this.#options;
    const sink = sinks.find(delivery.sink);
    if (!sink) {
      throw new NotImplementedError(`There is no sink ${delivery.sink}`);
    }
    const document = await readDocument(this.#options, delivery);
    const { customer } = document;
    return sink.deliver(document, {
      signal,
      customer: {
        reference: await deliveryStore.findCustomer(sink.id, customer),
        remember: reference =>
          deliveryStore.keepCustomer(sink.id, customer, reference),
      },
    });
  }

  async #end(
    delivery: LeasedDelivery,
    outcome: { receipt: BillingReceipt } | { failure: string },
  ) {
    const { invoiceId, sink } = delivery;
    await audited(
      this.#options.auditor,
      {
        eventId: 'invoice-delivery-end',
        meta: {
          invoiceId,
          sink,
          outcome: 'receipt' in outcome ? 'delivered' : 'failed',
        },
      },
      () => this.#options.deliveryStore.end(delivery, outcome),
    );
  }

  async #giveUpOrPostpone(
    delivery: LeasedDelivery,
    error: unknown,
    signal: AbortSignal,
  ) {
    if (error instanceof LeaseLostError) {
      return;
    }
    if (signal.aborted) {
      await this.#options.deliveryStore.release(delivery);
      return;
    }
    this.#warn(delivery, error);
    const message = messageOf(error);
    if (isAnswer(error) || delivery.attempts + 1 >= MAX_ATTEMPTS) {
      await this.#end(delivery, { failure: message });
    } else {
      await this.#options.deliveryStore.postpone(delivery, {
        error: message,
        delayMs: delayAfter(delivery.attempts, FIRST_DELAY_MS, MAX_DELAY_MS),
      });
    }
  }

  #warn({ invoiceId, sink }: LeasedDelivery, error: unknown) {
    this.#options.logger.warn(
      `Invoice ${invoiceId} to ${sink}: ${stringifyError(error)}`,
    );
  }
}

function messageOf(error: unknown): string {
  return (error as Error).name === 'TimeoutError'
    ? 'It did not answer in time'
    : failureText(error);
}
