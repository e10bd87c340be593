import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { NotFoundError } from '@backstage/errors';
import { subscriptionReadPermission } from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { InvoiceStore, StoredInvoice } from './InvoiceStore';

/** Whoever sees the subscriptions of both sides sees what is asked for them. */
const resourceOf = ({ id, issuer, customer }: StoredInvoice) => ({
  id,
  productOwner: issuer,
  applicationOwner: customer,
  requestedBy: '',
});

/**
 * An invoice, and what the caller may do with it.
 *
 * @throws NotFoundError when the caller may not see it
 */
export async function openInvoice(
  {
    invoiceStore,
    access,
  }: { invoiceStore: InvoiceStore; access: AccessControl },
  caller: Caller,
  id: string,
) {
  const invoice = await invoiceStore.find(id);
  const decide = await access.decider(caller, subscriptionResourceRef);
  const may = (permission: ResourcePermission<'api-subscription'>) =>
    invoice !== undefined && decide(permission, resourceOf(invoice));
  if (!invoice || !may(subscriptionReadPermission)) {
    throw new NotFoundError(`There is no invoice ${id} that you may see`);
  }
  return { invoice, may };
}
