import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  productPublishPermission,
  productReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  Publication,
  PublicationAction,
  PublicationPage,
  PublicationPlan,
  PublicationTransition,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  type PublishingPlan,
} from '@oaf/backstage-plugin-api-management-node';
import { timeLimited } from '../accounts/timeLimited';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { toResource } from '../products/ProductPresenter';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import type { DeployedGateway, Gateways, OfferableApi } from './Gateways';
import { type Locations, offersOf } from './offersOf';
import { planDigest } from './planDigest';
import type {
  Offer,
  PublicationStart,
  PublicationStore,
  StoredPublication,
} from './PublicationStore';
import {
  allowedPublicationActions,
  toPublicationView,
} from './publicationView';
import { requireCallable } from './requireCallable';

/** What is to be done, and for `apply`, where APIs are to be offered. */
type Choice = Pick<PublicationTransition, 'action' | 'locations'>;

/** A person waits for it; reading a gateway of many resources takes some requests. */
const PLAN_TIMEOUT_MS = 30_000;

const states: Record<PublicationAction, PublicationStart['state']> = {
  apply: 'applying',
  'roll-back': 'rolling-back',
  withdraw: 'withdrawing',
};

/** Where products are offered, decided by those who may publish them. */
export class PublicationService {
  readonly #publications: PublicationStore;
  readonly #products: ProductStore;
  readonly #gateways: Gateways;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #publish: () => void;

  /** @param options - `publish` wakes whoever makes gateways serve what was confirmed */
  constructor(options: {
    publicationStore: PublicationStore;
    productStore: ProductStore;
    gateways: Gateways;
    access: AccessControl;
    auditor: AuditorService;
    publish: () => void;
  }) {
    this.#publications = options.publicationStore;
    this.#products = options.productStore;
    this.#gateways = options.gateways;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#publish = options.publish;
  }

  async list(
    caller: Caller,
    productId: string,
    page: PageRequest,
  ): Promise<PublicationPage> {
    const product = await this.#findManaged(caller, productId);
    const { items, totalItems } = await this.#gateways.list(page);
    const publications = await this.#publications.listByProducts([productId]);
    const apis = await this.#gateways.offerableOf(product);
    return {
      items: items.map(place =>
        toPublicationView(place, {
          apis,
          publication: publications.find(
            ({ gatewayId }) => gatewayId === place.stack.id,
          ),
        }),
      ),
      totalItems,
      offerable: apis.length,
    };
  }

  async get(
    caller: Caller,
    productId: string,
    gatewayId: string,
  ): Promise<Publication> {
    const product = await this.#findManaged(caller, productId);
    return toPublicationView(await this.#gateways.get(gatewayId), {
      apis: await this.#gateways.offerableOf(product),
      publication: await this.#publications.find(productId, gatewayId),
    });
  }

  async plan(
    caller: Caller,
    productId: string,
    gatewayId: string,
    choice: Choice,
  ): Promise<PublicationPlan> {
    const product = await this.#findManaged(caller, productId);
    const apis = await this.#gateways.offerableOf(product);
    const { plan } = await this.#plan(product, apis, gatewayId, choice);
    const titles = new Map(apis.map(({ id, title }) => [id, title]));
    return {
      ...plan,
      bypass: plan.bypass.map(finding => ({
        ...finding,
        title: titles.get(finding.gatewayApiId) ?? finding.gatewayApiId,
      })),
      digest: planDigest(plan),
    };
  }

  async transition(
    caller: Caller,
    productId: string,
    gatewayId: string,
    { digest, ...choice }: PublicationTransition,
  ): Promise<Publication> {
    const product = await this.#findManaged(caller, productId);
    await audited(
      this.#auditor,
      {
        eventId: 'product-publication-start',
        caller,
        meta: { productId, gatewayId, action: choice.action },
      },
      async () => {
        const apis = await this.#gateways.offerableOf(product);
        const { plan, wanted } = await this.#plan(
          product,
          apis,
          gatewayId,
          choice,
        );
        requireConfirmed(plan, digest);
        await this.#publications.begin(
          { productId, gatewayId },
          {
            state: states[choice.action],
            wanted,
            changesTotal: plan.changes.filter(
              change => change.action !== 'keep',
            ).length,
            startedBy: caller.userRef,
          },
          found => requireCallable({ ...found, gatewayId, wanted }),
        );
      },
    );
    this.#publish();
    return this.get(caller, productId, gatewayId);
  }

  async #plan(
    product: StoredProduct,
    apis: OfferableApi[],
    gatewayId: string,
    { action, locations }: Choice,
  ): Promise<{ plan: PublishingPlan; wanted: Offer[] }> {
    const at = await this.#gateways.find(gatewayId);
    const before = await this.#publications.find(product.id, gatewayId);
    requireAction(action, before, apis);
    const chosen = toLocations(locations, apis);
    const wanted = wantedBy(action, { product, apis, before, chosen });
    return { wanted, plan: await this.#ask(at, product, wanted) };
  }

  async #ask(
    { account, gateway, publishing }: DeployedGateway,
    { id, slug }: StoredProduct,
    wanted: Offer[],
  ): Promise<PublishingPlan> {
    const routes = await this.#gateways.routesOf(wanted);
    return timeLimited(
      `Reading the gateway of ${account.alias}`,
      { milliseconds: PLAN_TIMEOUT_MS },
      signal =>
        publishing.plan(
          gateway,
          { productId: id, basePath: `/${slug}`, routes },
          { signal },
        ),
    );
  }

  async #findManaged(caller: Caller, id: string): Promise<StoredProduct> {
    const product = await this.#products.find(id);
    const may = await this.#access.decider(caller, apiProductResourceRef);
    if (!product || !may(productReadPermission, toResource(product))) {
      throw new NotFoundError(`There is no product ${id} that you may see`);
    }
    if (!may(productPublishPermission, toResource(product))) {
      throw new NotAllowedError(
        `You need the permission ${productPublishPermission.name} on products of ${product.owner}`,
      );
    }
    return product;
  }
}

/** @throws InputError for an API that cannot be there, or is not the product's */
function toLocations(
  locations: Choice['locations'] = [],
  apis: OfferableApi[],
): Locations {
  for (const { gatewayApiId, location } of locations) {
    const api = apis.find(({ id }) => id === gatewayApiId);
    if (!api) {
      throw new InputError(
        `The API ${gatewayApiId} of locations is none that this product offers at gateways`,
      );
    }
    const obstacle =
      location === 'in-place' ? api.notInPlace : api.notAtFrontDoor;
    if (obstacle) {
      throw new InputError(`${api.title}: ${obstacle}`);
    }
  }
  return new Map(
    locations.map(({ gatewayApiId, location }) => [gatewayApiId, location]),
  );
}

function wantedBy(
  action: PublicationAction,
  {
    product,
    apis,
    before,
    chosen,
  }: {
    product: StoredProduct;
    apis: OfferableApi[];
    before: StoredPublication | undefined;
    chosen: Locations;
  },
): Offer[] {
  switch (action) {
    case 'apply':
      return offersOf(product, apis, before, chosen);
    case 'roll-back':
      return before?.former ?? [];
    default:
      return [];
  }
}

/** @throws ConflictError */
function requireAction(
  action: PublicationAction,
  before: StoredPublication | undefined,
  apis: OfferableApi[],
) {
  if (!allowedPublicationActions(before, apis).includes(action)) {
    throw new ConflictError(
      action === 'apply' && apis.length === 0
        ? 'None of the APIs of this product is offered at gateways; add one of a linked account'
        : `Nothing can be done by ${action} now: the publication is ${
            before?.state ?? 'absent'
          }`,
    );
  }
}

/** @throws ConflictError */
function requireConfirmed(plan: PublishingPlan, digest: string) {
  if (plan.obstacles.length > 0) {
    throw new ConflictError(plan.obstacles.join(' '));
  }
  if (planDigest(plan) !== digest) {
    throw new ConflictError(
      'The gateway or the product changed since the plan was shown; look at the new plan and confirm that',
    );
  }
}
