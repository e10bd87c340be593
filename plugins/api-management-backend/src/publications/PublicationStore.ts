import type {
  ApiProductFilter,
  PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';

/**
 * - `applying`, `rolling-back`, `withdrawing`: somebody works on it, or will
 * - `published`: the gateway serves it
 * - `failed`: what was begun last did not succeed; what was served before still is
 */
export type PublicationState =
  | 'applying'
  | 'published'
  | 'failed'
  | 'rolling-back'
  | 'withdrawing';

/** An API of a product, where it is offered, and its path at the front door. */
export type Offer = Pick<PublishedRoute, 'gatewayApiId' | 'path' | 'location'>;

/** What a gateway serves of a product. */
export type ServedOffers = {
  offers: Array<Offer & { url: string }>;
  deploymentId: string;
  formerDeploymentId: string;
};

/** What one product offers at one gateway. Times are epoch milliseconds. */
export type StoredPublication = {
  id: string;
  productId: string;
  /** Of the gateway's stack. */
  gatewayId: string;
  state: PublicationState;
  wanted: Offer[];
  /** Null when it serves nothing of the product. */
  served: ServedOffers | null;
  /** What it served before, empty for nothing; null when there is no way back. */
  former: Offer[] | null;
  changesTotal: number;
  changesMade: number;
  failure: string | null;
  /** Why it takes longer, and what to do. */
  waitingFor: string | null;
  startedBy: string;
  startedAt: number;
  updatedAt: number;
  attempts: number;
  /** Raised by each lease and decision: who holds an old one is late. */
  fence: number;
};

/** What of a product is judged before anything changes. */
export type OfferedProduct = { title: string; gatewayApiIds: string[] };

/** What somebody decided. */
export type PublicationStart = {
  state: 'applying' | 'rolling-back' | 'withdrawing';
  wanted: Offer[];
  changesTotal: number;
  startedBy: string;
};

export type PublicationProgress =
  | { changesMade: number }
  | { failure: string }
  | { waitingFor: string; delayMs: number }
  /** It is over: what is served now, and what can be gone back to. Nothing served: the publication is gone. */
  | { served: ServedOffers | null; former: Offer[] | null };

export interface PublicationStore {
  find(
    productId: string,
    gatewayId: string,
  ): Promise<StoredPublication | undefined>;
  listByProducts(productIds: string[]): Promise<StoredPublication[]>;
  listAll(): Promise<StoredPublication[]>;
  /** Of all products at a gateway. */
  listByGateway(
    gatewayId: string,
    trx?: Transaction,
  ): Promise<StoredPublication[]>;
  /** Gateways at which a product is offered that the caller may see. */
  gatewaysOf(visibility: Visibility<ApiProductFilter>): Promise<string[]>;
  /** How many products a gateway offers, or is about to. */
  countByGateway(gatewayId: string): Promise<number>;

  /**
   * Begins something, while nobody changes the product or subscribes to it; `require` judges and may run again.
   *
   * @throws ConflictError when something is under way already, or an API is offered elsewhere in a way that contradicts,
   * and what `require` throws
   */
  begin(
    place: { productId: string; gatewayId: string },
    start: PublicationStart,
    require: (found: {
      product: OfferedProduct;
      liveCount: number;
      /** All of the product. */
      publications: StoredPublication[];
    }) => void,
  ): Promise<void>;

  /** Takes up what is due; of one gateway's no more than one. */
  lease(options: {
    leaseMs: number;
    limit: number;
  }): Promise<StoredPublication[]>;
  /** False when somebody else works on it by now. */
  renew(publication: StoredPublication, leaseMs: number): Promise<boolean>;
  release(publication: StoredPublication): Promise<void>;
  /**
   * Records what was done, and has gateways told when what is served changed.
   *
   * @throws LeaseLostError when somebody else works on it by now
   */
  record(
    publication: StoredPublication,
    progress: PublicationProgress,
  ): Promise<void>;
}
