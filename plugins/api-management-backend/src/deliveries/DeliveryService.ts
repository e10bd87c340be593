import type { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { invoiceDeliverPermission } from '@oaf/backstage-plugin-api-management-common';
import type { InvoiceDeliveryList } from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { InvoiceStore } from '../invoices/InvoiceStore';
import { openInvoice } from '../invoices/openInvoice';
import type { BillingSinks } from './BillingSinks';
import type { DeliveryStore } from './DeliveryStore';
import { toDeliveryList } from './deliveryView';

type Tools = {
  invoiceStore: InvoiceStore;
  deliveryStore: DeliveryStore;
  sinks: BillingSinks;
  access: AccessControl;
  auditor: AuditorService;
};

/** Shows where invoices were handed over to, and has it tried again. */
export class DeliveryService {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async list(caller: Caller, invoiceId: string): Promise<InvoiceDeliveryList> {
    const { may } = await openInvoice(this.#tools, caller, invoiceId);
    return this.#view(invoiceId, may(invoiceDeliverPermission));
  }

  async retry(
    caller: Caller,
    invoiceId: string,
    sink: string,
  ): Promise<InvoiceDeliveryList> {
    const { auditor, deliveryStore, sinks } = this.#tools;
    return audited(
      auditor,
      {
        eventId: 'invoice-delivery-retry',
        caller,
        meta: { invoiceId, sink },
      },
      async () => {
        const { may } = await openInvoice(this.#tools, caller, invoiceId);
        if (!may(invoiceDeliverPermission)) {
          throw new NotAllowedError('You may not hand it over anew');
        }
        if (!sinks.find(sink)) {
          throw new ConflictError(
            `This backend hands nothing over to ${sink}; add its module again`,
          );
        }
        await deliveryStore.retry({ invoiceId, sink }, Date.now());
        return this.#view(invoiceId, true);
      },
    );
  }

  async #view(invoiceId: string, mayRetry: boolean) {
    const { deliveryStore, sinks } = this.#tools;
    const deliveries = await deliveryStore.list(invoiceId);
    return toDeliveryList(deliveries, { sinks, mayRetry });
  }
}
