import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { calendarMonth, calendarMonthOf } from '@oaf/rating';
import { audited } from '../audit/audited';
import type { BillingSinks } from '../deliveries/BillingSinks';
import type { UsageConfig } from '../usage/config';
import type { InvoiceConfig } from './config';
import type { InvoiceGroup, InvoiceStore } from './InvoiceStore';
import { invoiceNumber } from './invoiceView';

const BATCH = 100;

/** Makes closed bills final. May run in several replicas at once, be cut off anywhere, and be run again. */
export class InvoiceIssuer {
  readonly #store: InvoiceStore;
  readonly #config: InvoiceConfig;
  readonly #keptMs: number;
  readonly #auditor: AuditorService;
  readonly #sinks: BillingSinks;
  readonly #logger: LoggerService;

  constructor(options: {
    invoiceStore: InvoiceStore;
    config: { invoices: InvoiceConfig; usage: UsageConfig };
    auditor: AuditorService;
    sinks: BillingSinks;
    logger: LoggerService;
  }) {
    this.#store = options.invoiceStore;
    this.#config = options.config.invoices;
    this.#keptMs = options.config.usage.retention.billsMs;
    this.#auditor = options.auditor;
    this.#sinks = options.sinks;
    this.#logger = options.logger;
  }

  /** @param now - epoch milliseconds */
  async run(signal: AbortSignal, now: number = Date.now()): Promise<void> {
    const present = calendarMonthOf(now - this.#config.finalAfterMs);
    const last = calendarMonthOf(calendarMonth(present).start - 1);
    for (const group of await this.#store.listDue(last)) {
      signal.throwIfAborted();
      await this.#issue(group, now);
    }
  }

  /** One that fails is tried again at the next run, and keeps nobody else from theirs. */
  async #issue(group: InvoiceGroup, now: number) {
    try {
      await audited(
        this.#auditor,
        {
          eventId: 'invoice-issue',
          meta: group,
          resultMeta: made => ({ number: made ? invoiceNumber(made) : null }),
        },
        () => this.#store.issue(group, { now, sinks: this.#sinks.ids() }),
      );
    } catch (error) {
      this.#logger.warn(
        `The invoice of ${group.issuer} to ${group.customer} for ${
          group.period
        } could not be issued: ${stringifyError(error)}`,
      );
    }
  }

  /** Forgets what has to be kept no longer. */
  async purge(signal: AbortSignal, now: number = Date.now()): Promise<void> {
    const before = now - this.#keptMs;
    while ((await this.#store.purge(before, BATCH)) > 0) {
      signal.throwIfAborted();
    }
  }
}
