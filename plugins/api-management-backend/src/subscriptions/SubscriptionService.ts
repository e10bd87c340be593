import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  subscriptionManagePermission,
  subscriptionReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiProduct,
  Subscription,
  SubscriptionAction,
  SubscriptionEventList,
  SubscriptionInput,
  SubscriptionPage,
  SubscriptionState,
  SubscriptionTransition,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { ApplicationService } from '../applications/ApplicationService';
import { audited } from '../audit/audited';
import type { AccessControl, Visibility } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import type { SeenRow } from '../database/versions';
import type { CredentialStore } from '../credentials/CredentialStore';
import type { PlanChangeStore } from '../planChanges/PlanChangeStore';
import type { ProductService } from '../products/ProductService';
import type { ProductStore } from '../products/ProductStore';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { Notices } from '../notices/Notices';
import { actionNotice, requestNotice } from '../notices/subscriptionNotices';
import { needsReason } from './needsReason';
import { requireSubscriptionMove } from './requireSubscriptionMove';
import { reached } from './SubscriptionEvents';
import type { NewEvent } from './SubscriptionEvents';
import {
  actionPermissions,
  damageOf,
  suitsDamage,
  SubscriptionPresenter,
  toResource,
} from './SubscriptionPresenter';
import type {
  StoredSubscription,
  SubscriptionStore,
} from './SubscriptionStore';
import { timelineOf } from './timeline';

export type Side = 'provider' | 'consumer';

export type SubscriptionQuery = PageRequest & {
  search?: string;
  side?: Side;
  state?: SubscriptionState[];
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
};

export class SubscriptionService {
  readonly #store: SubscriptionStore;
  readonly #applications: ApplicationService;
  readonly #products: ProductService;
  readonly #productStore: ProductStore;
  readonly #presenter: SubscriptionPresenter;
  readonly #gatewayGrants: GatewayGrants;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #notices: Notices;
  readonly #provision: () => void;

  constructor(options: {
    subscriptionStore: SubscriptionStore;
    planChangeStore: PlanChangeStore;
    credentialStore: CredentialStore;
    provisioningQueue: ProvisioningQueue;
    productStore: ProductStore;
    applications: ApplicationService;
    products: ProductService;
    gatewayGrants: GatewayGrants;
    access: AccessControl;
    auditor: AuditorService;
    notices: Notices;
    /** Wakes the provisioner; it would find the work by itself a little later. */
    provision: () => void;
  }) {
    this.#store = options.subscriptionStore;
    this.#applications = options.applications;
    this.#products = options.products;
    this.#productStore = options.productStore;
    this.#presenter = new SubscriptionPresenter(options);
    this.#gatewayGrants = options.gatewayGrants;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#notices = options.notices;
    this.#provision = options.provision;
  }

  async list(
    caller: Caller,
    query: SubscriptionQuery,
  ): Promise<SubscriptionPage> {
    const { items, totalItems } = await this.#store.list(
      { ...query, applicationOwners: ownersFor(caller, query.side) },
      await this.visibilities(caller, query.side),
      query,
    );
    return { items: await this.#presenter.present(caller, items), totalItems };
  }

  /** What the caller may see of subscriptions, on the side given. */
  async visibilities(
    caller: Caller,
    side?: Side,
  ): Promise<Array<Visibility<SubscriptionFilter>>> {
    const permissions =
      side === 'provider'
        ? [subscriptionReadPermission, subscriptionManagePermission]
        : [subscriptionReadPermission];
    return Promise.all(
      permissions.map(permission =>
        this.#access.visibility(caller, permission, subscriptionResourceRef),
      ),
    );
  }

  async get(caller: Caller, id: string): Promise<Subscription> {
    const [presented] = await this.#presenter.present(caller, [
      await this.findVisible(caller, id),
    ]);
    return presented;
  }

  async events(caller: Caller, id: string): Promise<SubscriptionEventList> {
    const subscription = await this.findVisible(caller, id);
    const events = await this.#store.listEvents(id);
    const activity = await this.#gatewayGrants.readActivity(subscription);
    return {
      items: timelineOf(events, activity),
      unanswered: activity?.unanswered ?? [],
    };
  }

  async create(
    caller: Caller,
    input: SubscriptionInput,
  ): Promise<Subscription> {
    const id = randomUUID();
    const { productId, applicationId } = input;
    const meta = { subscriptionId: id, productId, applicationId };
    await audited(
      this.#auditor,
      { eventId: 'subscription-request', caller, meta },
      async () => {
        const application = await this.#applications.requireUpdatable(
          caller,
          applicationId,
        );
        const product = await this.#products.get(caller, productId);
        requireSubscribable(product, input);
        await this.#insert(caller, id, input, { product, application });
      },
    );
    this.#provision();
    const made = await this.get(caller, id);
    if (made.state === 'requested') {
      this.#notices.send(requestNotice(made, input.purpose));
    }
    return made;
  }

  async #insert(
    caller: Caller,
    id: string,
    input: SubscriptionInput,
    { product, application }: { product: ApiProduct; application: SeenRow },
  ) {
    const automatic = product.approval === 'automatic';
    const requested = reached('requested', {
      actor: caller.userRef,
      reason: input.purpose,
    });
    const approved: NewEvent = {
      type: 'approved',
      data: { rule: 'automatic' },
    };
    await this.#store.insert(
      {
        id,
        clientId: `sub_${randomUUID().replaceAll('-', '')}`,
        applicationId: input.applicationId,
        productId: input.productId,
        planId: input.planId,
        state: automatic ? 'approved' : 'requested',
        purpose: input.purpose ?? null,
        requestedBy: caller.userRef,
      },
      automatic ? [requested, approved] : [requested],
      {
        productVersion: product.version,
        applicationVersion: application.version,
      },
    );
  }

  async transition(
    caller: Caller,
    id: string,
    { action, reason }: SubscriptionTransition,
  ): Promise<Subscription> {
    const subscription = await this.findVisible(caller, id);
    const decides = action === 'approve' || action === 'reject';
    const meta = { subscriptionId: id, action, reason: reason ?? null };
    await audited(
      this.#auditor,
      { eventId: 'subscription-transition', caller, meta },
      async () => {
        await this.#requirePermission(caller, subscription, action, reason);
        const state = requireSubscriptionMove(subscription.state, action);
        await this.#requireSuitable(subscription, action);
        await this.#store.move(subscription, {
          state,
          event: reached(state, { actor: caller.userRef, reason }),
          revokeCredentials: action === 'repair',
          reason,
          decidedBy: decides ? caller.userRef : undefined,
          requestGrant: !['rejected', 'withdrawn'].includes(state),
        });
      },
    );
    this.#provision();
    const notice = actionNotice(action, subscription, {
      actor: caller.userRef,
      reason,
    });
    if (notice) {
      this.#notices.send(notice);
    }
    return this.get(caller, id);
  }

  /** @throws ConflictError when what is damaged does not allow the action, or what is not is to be repaired */
  async #requireSuitable(
    subscription: StoredSubscription,
    action: SubscriptionAction,
  ) {
    const [plan] = await this.#productStore.findPlans([subscription.planId]);
    const damage = damageOf(subscription, plan);
    if (!suitsDamage(action, damage)) {
      throw new ConflictError(
        damage.length === 0
          ? 'The subscription is not damaged; there is nothing to repair'
          : `The subscription is damaged (${damage.join(
              ', ',
            )}); it can only be ended, or repaired by an administrator`,
      );
    }
  }

  async findVisible(caller: Caller, id: string): Promise<StoredSubscription> {
    const subscription = await this.#store.find(id);
    const may = await this.#presenter.decider(caller);
    if (
      !subscription ||
      !may(subscriptionReadPermission, toResource(subscription))
    ) {
      throw new NotFoundError(
        `There is no subscription ${id} that you may see`,
      );
    }
    return subscription;
  }

  async #requirePermission(
    caller: Caller,
    subscription: StoredSubscription,
    action: SubscriptionTransition['action'],
    reason: string | undefined,
  ) {
    const may = await this.#presenter.decider(caller);
    const resource = toResource(subscription);
    if (
      !actionPermissions[action].some(permission => may(permission, resource))
    ) {
      throw new NotAllowedError(`You may not ${action} this subscription`);
    }
    if (needsReason(action, subscription, caller) && !reason?.trim()) {
      throw new InputError(
        `request/body/reason must say why you ${action} the subscription; its holder will read it`,
      );
    }
  }
}

export function ownersFor(
  caller: Caller,
  side: Side | undefined,
): string[] | undefined {
  return side === 'consumer' ? caller.claims : undefined;
}

/** @throws ConflictError, InputError when nobody can have the plan on these terms */
export function requireSubscribable(
  product: ApiProduct,
  input: Pick<SubscriptionInput, 'planId' | 'planVersion' | 'termsAccepted'>,
) {
  if (product.state !== 'published') {
    throw new ConflictError(
      `Product ${product.title} is ${product.state}; only published products take new subscriptions`,
    );
  }
  const plan = product.plans.find(({ id }) => id === input.planId);
  if (plan?.state !== 'published') {
    throw new InputError(
      'request/body/planId must be a published plan of the product',
    );
  }
  if (!plan.limits || !plan.price) {
    throw new ConflictError(
      `The limits or the price of plan ${plan.title} cannot be read; its owner has to set them anew`,
    );
  }
  if (input.planVersion !== undefined && input.planVersion !== plan.version) {
    throw new ConflictError(
      `The price of plan ${plan.title} has changed since it was shown: it is version ${plan.version} by now, not ${input.planVersion}; look at it again`,
    );
  }
  if (product.terms && input.termsAccepted !== true) {
    throw new InputError(
      'request/body/termsAccepted must be true, because the product has terms',
    );
  }
}
