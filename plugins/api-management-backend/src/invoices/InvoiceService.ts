import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  invoiceCreditPermission,
  subscriptionReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  CreditNoteInput,
  Invoice,
  InvoicePage,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import type { InvoiceStore, StoredInvoice } from './InvoiceStore';
import { invoiceNumber, toInvoiceView } from './invoiceView';

export type InvoiceQuery = PageRequest & { side?: Side; period?: string };

type Tools = {
  invoiceStore: InvoiceStore;
  subscriptions: SubscriptionService;
  access: AccessControl;
  auditor: AuditorService;
};

/** Whoever sees the subscriptions of both sides sees what is asked for them. */
const resourceOf = ({ id, issuer, customer }: StoredInvoice) => ({
  id,
  productOwner: issuer,
  applicationOwner: customer,
  requestedBy: '',
});

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
    const invoice = await this.#tools.invoiceStore.find(id);
    const may = await this.#decider(caller);
    if (!invoice || !may(subscriptionReadPermission, resourceOf(invoice))) {
      throw new NotFoundError(`There is no invoice ${id} that you may see`);
    }
    return {
      ...toInvoiceView(invoice),
      mayCredit:
        invoice.creditsId === null &&
        may(invoiceCreditPermission, resourceOf(invoice)),
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
          Date.now(),
        );
      },
    );
    return this.get(caller, note.id);
  }

  #decider(caller: Caller) {
    return this.#tools.access.decider(caller, subscriptionResourceRef);
  }
}
