import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type {
  BillingDocument,
  BillingSinkCall,
} from '@oaf/backstage-plugin-api-management-node';
import Stripe from 'stripe';

/** Of a user or group in the catalog: who they are at Stripe, when they are there already. */
export const CUSTOMER_ANNOTATION = 'stripe.com/customer-id';
/** Of a customer at Stripe: who they are in the catalog. */
export const OWNER_METADATA = 'backstage_entity';

export type FindOwner = (entityRef: string) => Promise<Entity | undefined>;

/**
 * Id of the customer at Stripe: whom the catalog names, who was remembered, who is there with the owner's name in its
 * metadata, or a new one.
 */
export async function customerOf(
  { stripe, findOwner }: { stripe: Stripe; findOwner: FindOwner },
  document: Pick<BillingDocument, 'customer'>,
  { customer }: Pick<BillingSinkCall, 'customer'>,
): Promise<string> {
  const ref = document.customer;
  const owner = await findOwner(ref);
  const named = owner?.metadata.annotations?.[CUSTOMER_ANNOTATION];
  if (named) {
    return requireCustomer(stripe, named, ref);
  }
  if (customer.reference && (await isThere(stripe, customer.reference))) {
    return customer.reference;
  }
  const { id } =
    (await search(stripe, ref)) ?? (await create(stripe, ref, owner));
  await customer.remember(id);
  return id;
}

async function requireCustomer(stripe: Stripe, id: string, ref: string) {
  if (!(await isThere(stripe, id))) {
    throw new InputError(
      `The annotation ${CUSTOMER_ANNOTATION} of ${ref} names ${id}, which is no customer at Stripe`,
    );
  }
  return id;
}

async function isThere(stripe: Stripe, id: string): Promise<boolean> {
  try {
    const customer = await stripe.customers.retrieve(id);
    return !customer.deleted;
  } catch (error) {
    if (
      error instanceof Stripe.errors.StripeInvalidRequestError &&
      error.code === 'resource_missing'
    ) {
      return false;
    }
    throw error;
  }
}

/** Stripe finds a new customer within a minute; until then the key of its creation answers. */
async function search(stripe: Stripe, ref: string) {
  const { data } = await stripe.customers.search({
    query: `metadata[${JSON.stringify(OWNER_METADATA)}]:${JSON.stringify(ref)}`,
  });
  return data.find(({ metadata }) => metadata[OWNER_METADATA] === ref);
}

function create(stripe: Stripe, ref: string, owner: Entity | undefined) {
  const profile = owner?.spec?.profile as
    | { displayName?: string; email?: string }
    | undefined;
  return stripe.customers.create(
    {
      name: profile?.displayName ?? owner?.metadata.title ?? nameOf(ref),
      email: profile?.email,
      metadata: { [OWNER_METADATA]: ref },
    },
    { idempotencyKey: `customer/${ref}`.slice(0, 255) },
  );
}

/** `team-b` of `group:default/team-b`. */
function nameOf(ref: string): string {
  return ref.replace(/^\w+:/, '').replace(`${DEFAULT_NAMESPACE}/`, '');
}
