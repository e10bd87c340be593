import { ConflictError } from '@backstage/errors';
import { EVERYONE } from '@oaf/backstage-plugin-api-management-node';
import type { StoredProduct } from '../products/ProductStore';

type Offer = Pick<StoredProduct, 'title' | 'owner' | 'audience'>;

/**
 * What an application holds must be offered to whoever gets it. Of people no more is known than their reference,
 * unless it is the caller.
 *
 * @throws ConflictError that names the products that are not
 */
export function requireOffered(
  products: Offer[],
  owner: string,
  caller: { userRef: string; claims: string[] },
): void {
  const refs = owner === caller.userRef ? caller.claims : [owner];
  const missing = products.filter(product => !isOffered(product, refs));
  if (missing.length > 0) {
    const titles = missing.map(({ title }) => title).join(', ');
    throw new ConflictError(
      `request/body/owner: ${owner} is not in the audience of ${titles}, which the application holds a subscription to; end it first, or ask the product's owner to add ${owner}`,
    );
  }
}

function isOffered({ owner, audience }: Offer, refs: string[]): boolean {
  return [EVERYONE, ...refs].some(
    ref => ref === owner || audience.includes(ref),
  );
}
