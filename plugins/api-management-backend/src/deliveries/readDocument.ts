import { InputError, NotFoundError } from '@backstage/errors';
import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';
import type { InvoiceStore } from '../invoices/InvoiceStore';
import { invoiceNumber, toInvoiceView } from '../invoices/invoiceView';
import type { DeliveryKey, DeliveryStore } from './DeliveryStore';

type Stores = {
  invoiceStore: Pick<InvoiceStore, 'find'>;
  deliveryStore: Pick<DeliveryStore, 'find'>;
};

/**
 * A final invoice as a sink gets it.
 *
 * @throws NotFoundError
 * @throws InputError when lines of it cannot be read any more
 */
export async function readDocument(
  stores: Stores,
  { invoiceId, sink }: DeliveryKey,
): Promise<BillingDocument> {
  const invoice = await found(stores, invoiceId);
  if (invoice.unreadable) {
    throw new InputError('Some lines of it cannot be read any more');
  }
  const {
    lines = [],
    mayCredit,
    problem,
    creditsId,
    ...view
  } = toInvoiceView(invoice);
  return {
    ...view,
    kind: creditsId ? 'credit-note' : 'invoice',
    lines,
    ...(creditsId && { credits: await credited(stores, creditsId, sink) }),
  };
}

async function credited(stores: Stores, id: string, sink: string) {
  const invoice = await found(stores, id);
  const delivery = await stores.deliveryStore.find({ invoiceId: id, sink });
  return {
    id,
    number: invoiceNumber(invoice),
    reference: delivery?.reference ?? undefined,
  };
}

async function found({ invoiceStore }: Stores, id: string) {
  const invoice = await invoiceStore.find(id);
  if (!invoice) {
    throw new NotFoundError(`Invoice ${id} is forgotten`);
  }
  return invoice;
}
