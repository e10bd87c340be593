import {
  productPublishPermission,
  productUpdatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiProduct,
  Audience,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  EVERYONE,
} from '@oaf/backstage-plugin-api-management-node';
import type { ApiProductResource } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import { entityRefOf, toDefinitionSummary } from '../discovery/gatewayApiView';
import type {
  GatewayApiStore,
  StoredGatewayApi,
} from '../discovery/GatewayApiStore';
import type { Gateways } from '../publications/Gateways';
import type { PublicationStore } from '../publications/PublicationStore';
import { unoffered } from '../publications/unoffered';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import {
  blockedDeletion,
  blockedMoves,
  offeredMoves,
  type Standing,
} from './productMoves';
import type { StoredPlan, StoredProduct } from './ProductStore';

/** Turns stored products into what a caller may see of them. */
export class ProductPresenter {
  readonly #apis: GatewayApiStore;
  readonly #gateways: Gateways;
  readonly #publications: PublicationStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #access: AccessControl;

  constructor(options: {
    gatewayApiStore: GatewayApiStore;
    gateways: Gateways;
    publicationStore: PublicationStore;
    subscriptionStore: SubscriptionStore;
    access: AccessControl;
  }) {
    this.#apis = options.gatewayApiStore;
    this.#gateways = options.gateways;
    this.#publications = options.publicationStore;
    this.#subscriptions = options.subscriptionStore;
    this.#access = options.access;
  }

  async present(
    caller: Caller,
    products: StoredProduct[],
  ): Promise<ApiProduct[]> {
    const may = await this.#access.decider(caller, apiProductResourceRef);
    const apis = await this.#apis.findByIds(
      products.flatMap(product => product.gatewayApiIds),
    );
    const needGateway = await this.#gateways.offerable(apis);
    const publications =
      needGateway.length > 0
        ? await this.#publications.listByProducts(products.map(({ id }) => id))
        : [];
    const planIds = products.flatMap(product =>
      product.plans.map(plan => plan.id),
    );
    const counts = await this.#subscriptions.countLiveByPlan(planIds);
    const ever = await this.#subscriptions.countByPlan(
      planIdsOfDrafts(products),
    );
    const mine = await this.#subscriptions.mostAdvancedByProduct(
      products.map(product => product.id),
      caller.claims,
    );
    return products.map(product => {
      const resource = toResource(product);
      const editable = may(productUpdatePermission, resource);
      const publishable = may(productPublishPermission, resource);
      // How many use it, and who else may, is nobody's business but its managers'.
      const manages = editable || publishable;
      const plans = product.plans
        .filter(plan => editable || plan.state !== 'draft')
        .map(plan =>
          toPlanView(plan, manages ? counts.get(plan.id) ?? 0 : undefined),
        );
      const subscriptionCount = product.plans.reduce(
        (sum, { id }) => sum + (counts.get(id) ?? 0),
        0,
      );
      const offeredAt = publications.filter(
        ({ productId }) => productId === product.id,
      );
      const standing = {
        liveCount: subscriptionCount,
        hadAny: product.plans.some(({ id }) => ever.has(id)),
        offeredAt: offeredAt.length,
        unreachable: unoffered(
          needGateway.filter(({ id }) => product.gatewayApiIds.includes(id)),
          offeredAt,
        ).map(({ title }) => title),
      };
      return {
        id: product.id,
        title: product.title,
        summary: product.summary,
        description: product.description ?? undefined,
        owner: product.owner,
        tags: product.tags,
        state: product.state,
        stateReason: product.stateReason ?? undefined,
        gatewayApis: toGatewayApiReferences(product.gatewayApiIds, apis),
        audience: toAudience(
          product.audience,
          manages ? undefined : caller.claims,
        ),
        approval: product.approval,
        accessProfile: product.accessProfile,
        terms: product.terms ?? undefined,
        plans,
        ...offers(product, { editable, publishable }, standing),
        editable,
        publishable,
        subscriptionCount: manages ? subscriptionCount : undefined,
        mySubscription: mine.get(product.id),
        version: product.version,
        createdBy: product.createdBy,
        createdAt: isoTime(product.createdAt),
        updatedAt: isoTime(product.updatedAt),
      };
    });
  }
}

/** What the caller may do with it now, and what not yet. */
function offers(
  { state }: StoredProduct,
  may: { editable: boolean; publishable: boolean },
  standing: Standing,
): Pick<ApiProduct, 'actions' | 'blocked' | 'deletable'> {
  const ofMoves = may.publishable ? blockedMoves(state, standing) : [];
  const isOwnDraft = may.editable && state === 'draft';
  const ofDeletion = isOwnDraft ? blockedDeletion(standing) : [];
  return {
    actions: may.publishable ? offeredMoves(state, standing) : [],
    blocked: [...ofMoves, ...ofDeletion],
    deletable: isOwnDraft && ofDeletion.length === 0,
  };
}

/** Only drafts can be deleted, so only of them it matters whether anybody ever subscribed. */
function planIdsOfDrafts(products: StoredProduct[]) {
  return products
    .filter(({ state }) => state === 'draft')
    .flatMap(({ plans }) => plans.map(({ id }) => id));
}

export function toResource(product: StoredProduct): ApiProductResource {
  return {
    id: product.id,
    owner: product.owner,
    state: product.state,
    audience: product.audience,
  };
}

/** `subscriptionCount` is for those who may change the product. */
export function toPlanView(plan: StoredPlan, subscriptionCount?: number): Plan {
  return {
    id: plan.id,
    title: plan.title,
    description: plan.description ?? undefined,
    state: plan.state,
    limits: plan.limits ?? undefined,
    price: plan.price ?? undefined,
    version: plan.version,
    maxCredentialDays: plan.maxCredentialDays ?? undefined,
    dedicatedKey: plan.dedicatedKey || undefined,
    subscriptionCount,
  };
}

/** References in the order of the ids; those of APIs that are unknown are left out. */
export function toGatewayApiReferences(
  ids: string[],
  apis: StoredGatewayApi[],
) {
  return ids.flatMap(id => {
    const api = apis.find(known => known.id === id);
    return api
      ? [
          {
            id,
            title: api.title,
            entityRef: entityRefOf(api),
            invokeUrl: api.invokeUrl ?? undefined,
            endpointNote: api.endpointNote ?? undefined,
            definition: toDefinitionSummary(api),
          },
        ]
      : [];
  });
}

/** With claims, which groups these are of the audience is told, and no other. */
function toAudience(audience: string[], claims?: string[]): Audience {
  return audience.includes(EVERYONE)
    ? { type: 'everyone' }
    : {
        type: 'groups',
        groups: audience.filter(ref => !claims || claims.includes(ref)),
      };
}
