import { ConflictError } from '@backstage/errors';
import { liveSubscriptions } from '../products/planChange';
import type {
  Offer,
  OfferedProduct,
  StoredPublication,
} from './PublicationStore';

const idsOf = (offers: Offer[]) =>
  offers.map(({ gatewayApiId }) => gatewayApiId);

/** Those that are at the same address as before. */
const staying = (wanted: Offer[], served: Offer[]) =>
  wanted.filter(
    ({ gatewayApiId, location }) =>
      !served.some(
        one => one.gatewayApiId === gatewayApiId && one.location !== location,
      ),
  );

/**
 * What people subscribed to stays callable: an API may leave a gateway, or move from its front door to be in place and
 * back, only while another gateway serves it, or nobody is subscribed.
 *
 * @throws ConflictError
 */
export function requireCallable(input: {
  product: OfferedProduct;
  liveCount: number;
  /** All of the product, as they are before. */
  publications: StoredPublication[];
  gatewayId: string;
  wanted: Offer[];
}) {
  const { product, liveCount, publications, gatewayId, wanted } = input;
  const here = publications.find(each => each.gatewayId === gatewayId);
  const kept = new Set([
    ...idsOf(staying(wanted, here?.served?.offers ?? [])),
    ...publications.filter(each => each !== here).flatMap(lasting),
  ]);
  const isLost = idsOf(here?.served?.offers ?? []).some(
    id => product.gatewayApiIds.includes(id) && !kept.has(id),
  );
  if (isLost && liveCount > 0) {
    throw new ConflictError(
      `Product ${product.title} has ${liveSubscriptions(
        liveCount,
      )}, and no other gateway serves all of its APIs at the addresses that they call; end them, or offer it at another gateway before`,
    );
  }
}

/** What is served now, and still will be when what is under way is over. */
function lasting({ state, served, wanted }: StoredPublication): string[] {
  const now = idsOf(served?.offers ?? []);
  const isOver = state === 'published' || state === 'failed';
  return isOver ? now : now.filter(id => idsOf(wanted).includes(id));
}
