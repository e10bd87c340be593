import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { invoiceCreditPermission } from '@oaf/backstage-plugin-api-management-common';
import type {
  CreditNoteInput,
  Invoice,
  InvoicePage,
} from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import type { BillingSinks } from '../deliveries/BillingSinks';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import type { InvoiceStore } from './InvoiceStore';
import { invoiceNumber, toInvoiceView } from './invoiceView';
import { openInvoice } from './openInvoice';

export type InvoiceQuery = PageRequest & { side?: Side; period?: string };

type Tools = {
  invoiceStore: InvoiceStore;
  sinks: BillingSinks;
  subscriptions: SubscriptionService;
  access: AccessControl;
  auditor: AuditorService;
};

/** Shows invoices, and gives lines of them back. Nothing else ever changes them. */
export class InvoiceService {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async list(caller: Caller, query: InvoiceQuery): Promise<InvoicePage> {
    const { invoiceStore, subscriptions } = this.#tools;
    const { items, totalItems } = await invoiceStore.list(
      {
        period: query.period,
        applicationOwners: ownersFor(caller, query.side),
      },
      await subscriptions.visibilities(caller, query.side),
      query,
    );
    return { items: items.map(item => toInvoiceView(item)), totalItems };
  }

  async get(caller: Caller, id: string): Promise<Invoice> {
    const { invoice, may } = await openInvoice(this.#tools, caller, id);
    return {
      ...toInvoiceView(invoice),
      mayCredit: invoice.creditsId === null && may(invoiceCreditPermission),
    };
  }

  async credit(
    caller: Caller,
    id: string,
    { reason, lines }: CreditNoteInput,
  ): Promise<Invoice> {
    const { auditor, invoiceStore } = this.#tools;
    const meta = { invoiceId: id, reason, lines: lines ?? null };
    const note = await audited(
      auditor,
      {
        eventId: 'invoice-credit',
        severityLevel: 'high',
        caller,
        meta,
        resultMeta: made => ({ number: invoiceNumber(made) }),
      },
      async () => {
        const { mayCredit, creditsId } = await this.get(caller, id);
        if (!mayCredit && !creditsId) {
          throw new NotAllowedError('You may not give lines of it back');
        }
        return invoiceStore.credit(
          id,
          { lineKeys: lines, reason, issuedBy: caller.userRef },
          { now: Date.now(), sinks: this.#tools.sinks.ids() },
        );
      },
    );
    return this.get(caller, note.id);
  }
}
