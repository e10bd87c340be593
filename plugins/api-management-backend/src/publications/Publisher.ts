import { isDeepStrictEqual } from 'node:util';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import type {
  Publication,
  PublishingCall,
} from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { ApiManagementConfig } from '../config';
import {
  attemptText,
  delayAfter,
  isAnswer,
  isRefusal,
} from '../failures/repeating';
import { DueWork } from '../leases/DueWork';
import { LeaseLostError } from '../leases/LeaseLostError';
import { underLease } from '../leases/underLease';
import type { ProductStore } from '../products/ProductStore';
import type { FrontDoors } from './FrontDoors';
import type { DeployedGateway, Gateways } from './Gateways';
import type {
  Offer,
  PublicationProgress,
  PublicationStore,
  ServedOffers,
  StoredPublication,
} from './PublicationStore';
import { toOffer } from './toOffer';

const PLACES = 8;
const LOOK_EVERY_MS = 2_000;
/** A deployment may have to wait for its turn (one in five seconds, of all of the account). */
const ATTEMPT_MS = 5 * 60_000;
const FIRST_DELAY_MS = 2_000;
const MAX_ATTEMPTS = 20;

type Outcome = { served: ServedOffers | null; former: Offer[] | null };

/** Makes gateways serve what was confirmed. */
export class Publisher {
  readonly #publications: PublicationStore;
  readonly #products: ProductStore;
  readonly #gateways: Gateways;
  readonly #frontDoors: FrontDoors;
  readonly #leaseMs: number;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #work: DueWork<StoredPublication>;

  constructor(options: {
    config: Pick<ApiManagementConfig, 'leases'>;
    publicationStore: PublicationStore;
    productStore: ProductStore;
    gateways: Gateways;
    frontDoors: FrontDoors;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#publications = options.publicationStore;
    this.#products = options.productStore;
    this.#gateways = options.gateways;
    this.#frontDoors = options.frontDoors;
    this.#leaseMs = options.config.leases.deploymentMs;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
    this.#work = new DueWork({
      places: PLACES,
      take: limit =>
        this.#publications.lease({ leaseMs: this.#leaseMs, limit }),
      perform: (publication, signal) => this.#carryOut(publication, signal),
      lookEveryMs: LOOK_EVERY_MS,
    });
  }

  /** Works on everything that is due; joins a round that is under way. */
  run(signal: AbortSignal): Promise<void> {
    return this.#work.run(signal);
  }

  /** Puts the work down; another replica, or the next start, takes it up at once. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #carryOut(publication: StoredPublication, signal: AbortSignal) {
    const lease = {
      lasts: this.#leaseMs,
      renew: () => this.#publications.renew(publication, this.#leaseMs),
    };
    try {
      const progress = await underLease(lease, signal, held =>
        this.#attempt(
          publication,
          AbortSignal.any([held, AbortSignal.timeout(ATTEMPT_MS)]),
        ),
      );
      await this.#end(publication, progress);
    } catch (error) {
      await this.#giveUpOrPostpone(publication, error, signal).catch(failure =>
        this.#warn(publication, failure),
      );
    }
  }

  async #attempt(
    publication: StoredPublication,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const product = await this.#products.find(publication.productId);
    if (!product) {
      throw new NotFoundError('The product of this publication is gone');
    }
    const at = await this.#gateways.find(publication.gatewayId);
    const basePath = `/${product.slug}`;
    await this.#frontDoors.remember(at.stack.id, publication.wanted);
    const { onChange, settled } = this.#counter(publication);
    const make =
      publication.state === 'rolling-back' ? this.#rollBack : this.#apply;
    try {
      return await make.call(this, publication, at, basePath, {
        signal,
        onChange,
      });
    } finally {
      await settled();
    }
  }

  async #apply(
    publication: StoredPublication,
    { gateway, publishing }: DeployedGateway,
    basePath: string,
    call: PublishingCall,
  ): Promise<Outcome> {
    const { wanted, served, former } = publication;
    const applied = await publishing.apply(
      gateway,
      await this.#toPublication(publication, basePath, wanted),
      call,
    );
    const offered = served?.offers.map(toOffer) ?? [];
    if (wanted.length > 0 && isDeepStrictEqual(offered, wanted.map(toOffer))) {
      // What was put right is nothing to go back to, so a rollback applies the former offers anew.
      const formerDeploymentId = applied.deploymentId;
      const again = { ...applied, formerDeploymentId };
      return { served: toServed(wanted, again), former };
    }
    return {
      served: wanted.length === 0 ? null : toServed(wanted, applied),
      former: offered,
    };
  }

  async #rollBack(
    publication: StoredPublication,
    { gateway, publishing }: DeployedGateway,
    basePath: string,
    call: PublishingCall,
  ): Promise<Outcome> {
    const { served, wanted } = publication;
    const to = await this.#toPublication(publication, basePath, wanted);
    const { deploymentId = '', formerDeploymentId = '' } = served ?? {};
    const rollback = { publication: to, deploymentId, formerDeploymentId };
    await publishing.rollBack(gateway, rollback, call);
    // What is there by now is told by the gateway, and changes nothing.
    const applied = await publishing.apply(gateway, to, {
      signal: call.signal,
    });
    return {
      served: wanted.length === 0 ? null : toServed(wanted, applied),
      former: null,
    };
  }

  async #toPublication(
    { productId }: StoredPublication,
    basePath: string,
    offers: Offer[],
  ): Promise<Publication> {
    return {
      productId,
      basePath,
      routes: await this.#gateways.routesOf(offers),
    };
  }

  /** Writes down one after another how many changes were made. Progress is for people: what cannot be told is left out. */
  #counter(publication: StoredPublication) {
    let changesMade = 0;
    let told = Promise.resolve();
    return {
      onChange: () => {
        changesMade += 1;
        const progress = { changesMade };
        told = told
          .then(() => this.#publications.record(publication, progress))
          .catch(error => this.#warn(publication, error));
      },
      settled: () => told,
    };
  }

  async #end(publication: StoredPublication, progress: PublicationProgress) {
    const { productId, gatewayId, state } = publication;
    const outcome = 'failure' in progress ? 'failed' : 'succeeded';
    await audited(
      this.#auditor,
      {
        eventId: 'product-publication-end',
        meta: { productId, gatewayId, state, outcome },
      },
      () => this.#publications.record(publication, progress),
    );
  }

  async #giveUpOrPostpone(
    publication: StoredPublication,
    error: unknown,
    signal: AbortSignal,
  ) {
    if (error instanceof LeaseLostError) {
      return;
    }
    if (signal.aborted) {
      await this.#publications.release(publication);
      return;
    }
    this.#warn(publication, error);
    const message = attemptText(error);
    if (isFinal(error, publication)) {
      await this.#end(publication, { failure: message });
    } else {
      await this.#publications.record(publication, {
        waitingFor: message,
        delayMs: delayAfter(publication.attempts, FIRST_DELAY_MS),
      });
    }
  }

  #warn({ id, state }: StoredPublication, error: unknown) {
    this.#logger.warn(`Publication ${id} (${state}): ${stringifyError(error)}`);
  }
}

function toServed(
  offers: Offer[],
  applied: {
    deploymentId: string;
    formerDeploymentId: string;
    urls: Array<{ gatewayApiId: string; url: string }>;
  },
): ServedOffers {
  const { urls, deploymentId, formerDeploymentId } = applied;
  return {
    deploymentId,
    formerDeploymentId,
    offers: offers.flatMap(offer => {
      const found = urls.find(
        ({ gatewayApiId }) => gatewayApiId === offer.gatewayApiId,
      );
      return found ? [{ ...toOffer(offer), url: found.url }] : [];
    }),
  };
}

function isFinal(error: unknown, { attempts }: StoredPublication): boolean {
  return isAnswer(error) || isRefusal(error) || attempts + 1 >= MAX_ATTEMPTS;
}
