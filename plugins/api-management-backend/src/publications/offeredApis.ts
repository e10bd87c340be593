import { ConflictError } from '@backstage/errors';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Offer } from './PublicationStore';

type Place = { productId: string; gatewayId: string };

type OfferedRow = {
  product_id: string;
  gateway_id: string;
  gateway_api_id: string;
  location: Offer['location'];
};

/** Another product's, or the same product's at another gateway. */
type OtherOffer = Pick<OfferedRow, 'gateway_id' | 'location'> & {
  wanted_id: string;
  api_title: string;
  product_title: string | null;
  gateway_name: string | null;
};

const toColumns = ({ productId, gatewayId }: Place) => ({
  product_id: productId,
  gateway_id: gatewayId,
});

/** Nobody offers APIs of these accounts at the same time, until the transaction ends. Before anything else is locked. */
export async function holdAccountsOf(offers: Offer[], trx: Transaction) {
  const accounts: string[] = await trx('gateway_apis')
    .whereIn('id', idsOf(offers))
    .distinct()
    .pluck('account_link_id');
  await trx('account_links')
    .whereIn('id', accounts)
    .orderBy('id')
    .forUpdate()
    .select('id');
}

/**
 * An API, whichever of its stages, is in place by one gateway, or at front doors: in place it refuses what comes from a
 * front door, and it can ask one authorizer only.
 *
 * @throws ConflictError
 */
export async function requireSoleLocation(
  place: Place,
  wanted: Offer[],
  trx: Transaction,
) {
  const others = await findOthers(place, wanted, trx);
  for (const offer of wanted) {
    const conflict = others.find(
      other =>
        other.wanted_id === offer.gatewayApiId &&
        isContradiction(offer, other, place),
    );
    if (conflict) {
      throw new ConflictError(conflictText(offer, conflict));
    }
  }
}

function isContradiction(
  { location }: Offer,
  other: OtherOffer,
  { gatewayId }: Place,
): boolean {
  return location === 'in-place'
    ? other.location === 'front-door' || other.gateway_id !== gatewayId
    : other.location === 'in-place';
}

function conflictText({ location }: Offer, other: OtherOffer): string {
  const { api_title: api, product_title: product, gateway_name: name } = other;
  const there = `by product ${product ?? 'that was deleted'} at the gateway ${
    name ?? 'that is gone'
  }`;
  return location === 'in-place'
    ? `${api} cannot be offered in place, as it is offered ${
        other.location === 'in-place' ? 'in place' : 'at the front door'
      } ${there}; withdraw it there first, or offer it at the front door`
    : `${api} cannot be offered at the front door, as it is offered in place ${there}, where it refuses calls that come from here; offer it in place at that gateway, or withdraw it there first`;
}

/** By account, region and API, as all stages of an API have one authorizer. */
async function findOthers(
  place: Place,
  wanted: Offer[],
  trx: Transaction,
): Promise<OtherOffer[]> {
  return trx('gateway_apis as wanted_apis')
    .whereIn('wanted_apis.id', idsOf(wanted))
    .join('gateway_apis as apis', {
      'apis.api_id': 'wanted_apis.api_id',
      'apis.region': 'wanted_apis.region',
      'apis.account_id': 'wanted_apis.account_id',
    })
    .join('offered_apis as offered', { 'offered.gateway_api_id': 'apis.id' })
    .whereNot(query =>
      query.where({
        'offered.product_id': place.productId,
        'offered.gateway_id': place.gatewayId,
      }),
    )
    .leftJoin('api_products as products', {
      'products.id': 'offered.product_id',
    })
    .leftJoin('stacks', { 'stacks.id': 'offered.gateway_id' })
    .select({
      wanted_id: 'wanted_apis.id',
      api_title: 'wanted_apis.title',
      product_title: 'products.title',
      gateway_name: 'stacks.name',
      gateway_id: 'offered.gateway_id',
      location: 'offered.location',
    });
}

/** From now on they count, until something else is served. */
export async function addOffered(
  place: Place,
  offers: Offer[],
  trx: Transaction,
) {
  const rows = offers.map(({ gatewayApiId, location }) => ({
    ...toColumns(place),
    gateway_api_id: gatewayApiId,
    location,
  }));
  if (rows.length > 0) {
    await trx('offered_apis')
      .insert(rows)
      .onConflict(['product_id', 'gateway_id', 'gateway_api_id', 'location'])
      .ignore();
  }
}

/** What is served by now, and nothing else. */
export async function replaceOffered(
  place: Place,
  served: Offer[],
  trx: Transaction,
) {
  await trx('offered_apis').where(toColumns(place)).delete();
  await addOffered(place, served, trx);
}

/** @throws ConflictError while APIs of an account are in place, which nobody could take back any more */
export async function requireNothingInPlace(
  accountLinkId: string,
  trx: Transaction,
) {
  const titles: string[] = await trx('gateway_apis')
    .join('offered_apis', { 'offered_apis.gateway_api_id': 'gateway_apis.id' })
    .where({
      'gateway_apis.account_link_id': accountLinkId,
      'offered_apis.location': 'in-place',
    })
    .distinct()
    .pluck('gateway_apis.title');
  if (titles.length > 0) {
    throw new ConflictError(
      `${titles.join(', ')} of this account ${
        titles.length === 1 ? 'is' : 'are'
      } offered in place; withdraw the products from their gateways first`,
    );
  }
}

function idsOf(offers: Offer[]): string[] {
  return offers.map(({ gatewayApiId }) => gatewayApiId);
}
