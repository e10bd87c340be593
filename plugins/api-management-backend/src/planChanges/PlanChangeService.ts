import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { subscriptionReadPermission } from '@oaf/backstage-plugin-api-management-common';
import type {
  PlanChange,
  PlanChangeInput,
  PlanChangePage,
  PlanChangeState,
  PlanChangeTransition,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { ApplicationService } from '../applications/ApplicationService';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { CredentialConfig } from '../credentials/config';
import { chosenOverlap } from '../credentials/credentialRules';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import { requireRoom } from '../credentials/requireRoom';
import type { PageRequest } from '../database/page';
import type { Notices } from '../notices/Notices';
import {
  planChangeNotice,
  planRequestNotice,
} from '../notices/planChangeNotices';
import type { ProductService } from '../products/ProductService';
import type { ProductStore } from '../products/ProductStore';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import {
  ownersFor,
  requireSubscribable,
} from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import type { NewEvent } from '../subscriptions/SubscriptionEvents';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { PlanKeys } from './PlanKeys';
import {
  planChangePermissions,
  resourceOf,
  toPlanChangeView,
} from './planChangeView';
import type { PlanChangeStore, StoredPlanChange } from './PlanChangeStore';
import {
  requireChangeMove,
  requireOtherPlan,
  requireReason,
  requireSubscriptionIn,
  requireSuccessor,
  requireTaking,
} from './requirePlanChange';

const HOUR = 3_600_000;
const ongoing = ['active', 'suspended'] as const;

export type PlanChangeQuery = PageRequest & {
  side?: Side;
  state?: PlanChangeState[];
  subscriptionId?: string;
};

type Tools = {
  planChangeStore: PlanChangeStore;
  subscriptionStore: SubscriptionStore;
  credentialStore: CredentialStore;
  productStore: ProductStore;
  subscriptions: SubscriptionService;
  applications: ApplicationService;
  products: ProductService;
  planKeys: PlanKeys;
  config: { credentials: CredentialConfig };
  access: AccessControl;
  auditor: AuditorService;
  notices: Notices;
  provision: () => void;
};

/** The change of a subscription's plan, by keys of both plans that overlap. */
export class PlanChangeService {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async list(caller: Caller, query: PlanChangeQuery): Promise<PlanChangePage> {
    const { planChangeStore, subscriptions } = this.#tools;
    const { items, totalItems } = await planChangeStore.list(
      { ...query, applicationOwners: ownersFor(caller, query.side) },
      await subscriptions.visibilities(caller, query.side),
      query,
    );
    return { items: await this.#present(caller, items), totalItems };
  }

  async request(
    caller: Caller,
    subscriptionId: string,
    input: PlanChangeInput,
  ): Promise<PlanChange> {
    const { auditor, subscriptions } = this.#tools;
    const id = randomUUID();
    const meta = { planChangeId: id, subscriptionId, planId: input.planId };
    await audited(
      auditor,
      { eventId: 'plan-change-request', caller, meta },
      async () =>
        this.#insert(
          caller,
          await subscriptions.findVisible(caller, subscriptionId),
          { ...input, id },
        ),
    );
    this.#tools.provision();
    return this.#made(caller, id);
  }

  async #made(caller: Caller, id: string): Promise<PlanChange> {
    const change = await this.#get(caller, id);
    if (change.state === 'requested') {
      this.#tools.notices.send(planRequestNotice(change));
    }
    return change;
  }

  async #insert(
    caller: Caller,
    subscription: StoredSubscription,
    { id, ...input }: PlanChangeInput & { id: string },
  ) {
    const { applications, products, config, planChangeStore } = this.#tools;
    await applications.requireUpdatable(caller, subscription.application.id);
    const product = await products.get(caller, subscription.product.id);
    requireSubscribable(product, input);
    const automatic = product.approval === 'automatic';
    const change = {
      id,
      subscriptionId: subscription.id,
      toPlanId: input.planId,
      overlapHours: chosenOverlap(input, config.credentials) / HOUR,
      purpose: input.purpose ?? null,
      requestedBy: caller.userRef,
    };
    const key = await this.#tools.planKeys.issue(subscription.id, input.planId);
    await this.#tools.subscriptionStore.change(
      subscription,
      async (now, trx) => {
        requireSubscriptionIn(['active'], now);
        requireOtherPlan(now, input.planId);
        await requireRoom(key, this.#tools.credentialStore, trx);
        await planChangeStore.insert(change, trx);
        const made = (await planChangeStore.find(id, trx))!;
        const by = { actor: caller.userRef, reason: input.purpose };
        const requested = eventOf('plan-change-requested', made, by);
        return automatic
          ? [requested, await this.#begin(made, key, {}, trx)]
          : requested;
      },
      product,
    );
  }

  /** Both plans work from now on. */
  async #begin(
    change: StoredPlanChange,
    key: StoredCredential,
    by: { actor?: string; reason?: string },
    trx: Transaction,
  ): Promise<NewEvent> {
    const { planChangeStore, credentialStore, planKeys } = this.#tools;
    await requireRoom(key, credentialStore, trx);
    await planChangeStore.begin(
      change,
      {
        key: await planKeys.named(key, change.to.title, trx),
        overlapUntil: Date.now() + change.overlapHours * HOUR,
        decidedBy: by.actor ?? null,
        reason: by.reason,
      },
      trx,
    );
    return eventOf('plan-change-approved', change, by);
  }

  async transition(
    caller: Caller,
    id: string,
    transition: PlanChangeTransition,
  ): Promise<PlanChange> {
    const { action, reason } = transition;
    const { change, subscription } = await this.#findVisible(caller, id);
    const meta = {
      planChangeId: id,
      subscriptionId: subscription.id,
      action,
      reason: reason ?? null,
    };
    await audited(
      this.#tools.auditor,
      { eventId: 'plan-change-transition', caller, meta },
      async () => {
        await this.#requirePermission(caller, change, subscription, action);
        requireReason(transition);
        await this.#move(caller, change, subscription, transition);
      },
    );
    this.#tools.provision();
    const moved = await this.#get(caller, id);
    const notice = planChangeNotice(action, moved, caller.userRef);
    if (notice) {
      this.#tools.notices.send(notice);
    }
    return moved;
  }

  async #move(
    caller: Caller,
    change: StoredPlanChange,
    subscription: StoredSubscription,
    { action, reason }: PlanChangeTransition,
  ) {
    const by = { actor: caller.userRef, reason };
    if (action === 'approve') {
      return this.#approve(change, subscription, by);
    }
    if (action === 'finish') {
      return this.#finish(change, subscription, by);
    }
    const state = action === 'reject' ? 'rejected' : 'withdrawn';
    return this.#perform(change, subscription, async (now, _, trx) => {
      requireChangeMove(now.state, action);
      const decidedBy = caller.userRef;
      const end = { state, decidedBy, reason } as const;
      await this.#tools.planChangeStore.close(now, end, trx);
      return eventOf(`plan-change-${state}`, now, by);
    });
  }

  async #approve(
    change: StoredPlanChange,
    subscription: StoredSubscription,
    by: { actor: string; reason?: string },
  ) {
    const { productStore, planKeys } = this.#tools;
    const product = await productStore.find(subscription.product.id);
    if (!product) {
      throw new NotFoundError(`The product of the subscription is missing`);
    }
    const key = await planKeys.issue(subscription.id, change.to.id);
    await this.#perform(
      change,
      subscription,
      async (now, current, trx) => {
        requireChangeMove(now.state, 'approve');
        requireSubscriptionIn(['active'], current);
        requireTaking(product, now);
        return this.#begin(now, key, by, trx);
      },
      product,
    );
  }

  async #finish(
    change: StoredPlanChange,
    subscription: StoredSubscription,
    by: { actor: string; reason?: string },
  ) {
    const { credentialStore, planChangeStore } = this.#tools;
    await this.#perform(change, subscription, async (now, current, trx) => {
      requireChangeMove(now.state, 'finish');
      requireSubscriptionIn(ongoing, current);
      const live = await credentialStore.listLiveKeys(current.id, trx);
      requireSuccessor(now, live);
      await planChangeStore.finish(now, trx);
      return eventOf('plan-change-finished', now, by);
    });
  }

  /** The overlap is over: former keys work no more, whether or not the new one is used. */
  async finishDue(change: StoredPlanChange): Promise<void> {
    const { subscriptionStore, planChangeStore, auditor } = this.#tools;
    const subscription = await subscriptionStore.find(change.subscriptionId);
    const { id: planChangeId, subscriptionId } = change;
    const meta = { planChangeId, subscriptionId, action: 'finish' } as const;
    await audited(
      auditor,
      { eventId: 'plan-change-transition', meta: { ...meta, reason: null } },
      () =>
        this.#perform(change, subscription!, async (now, current, trx) => {
          requireChangeMove(now.state, 'finish');
          requireSubscriptionIn(ongoing, current);
          await planChangeStore.finish(now, trx);
          return eventOf('plan-change-finished', now, {});
        }),
    );
    this.#tools.provision();
  }

  async #perform(
    { id }: StoredPlanChange,
    subscription: StoredSubscription,
    perform: (
      now: StoredPlanChange,
      subscription: StoredSubscription,
      trx: Transaction,
    ) => Promise<NewEvent>,
    product?: { id: string; version: number },
  ) {
    const { subscriptionStore, planChangeStore } = this.#tools;
    await subscriptionStore.change(
      subscription,
      async (now, trx) =>
        perform((await planChangeStore.find(id, trx))!, now, trx),
      product,
    );
  }

  async #requirePermission(
    caller: Caller,
    change: StoredPlanChange,
    subscription: StoredSubscription,
    action: PlanChangeTransition['action'],
  ) {
    const may = await this.#decider(caller);
    const resource = resourceOf(change, subscription);
    if (!may(planChangePermissions[action], resource)) {
      throw new NotAllowedError(`You may not ${action} this plan change`);
    }
  }

  async findVisible(caller: Caller, id: string) {
    return this.#findVisible(caller, id);
  }

  async #findVisible(caller: Caller, id: string) {
    const { planChangeStore, subscriptionStore } = this.#tools;
    const change = await planChangeStore.find(id);
    const subscription =
      change && (await subscriptionStore.find(change.subscriptionId));
    const may = await this.#decider(caller);
    if (
      !change ||
      !subscription ||
      !may(subscriptionReadPermission, toResource(subscription))
    ) {
      throw new NotFoundError(`There is no plan change ${id} that you may see`);
    }
    return { change, subscription };
  }

  async #get(caller: Caller, id: string): Promise<PlanChange> {
    const change = (await this.#tools.planChangeStore.find(id))!;
    const [presented] = await this.#present(caller, [change]);
    return presented;
  }

  async #present(
    caller: Caller,
    changes: StoredPlanChange[],
  ): Promise<PlanChange[]> {
    const { subscriptionStore, productStore } = this.#tools;
    const may = await this.#decider(caller);
    const subscriptions = await subscriptionStore.findByIds(
      changes.map(({ subscriptionId }) => subscriptionId),
    );
    const plans = await productStore.findPlans(changes.map(({ to }) => to.id));
    return changes.flatMap(change => {
      const subscription = subscriptions.find(
        ({ id }) => id === change.subscriptionId,
      );
      const plan = plans.find(({ id }) => id === change.to.id);
      return subscription
        ? [toPlanChangeView(change, subscription, plan, may)]
        : [];
    });
  }

  #decider(caller: Caller) {
    return this.#tools.access.decider(caller, subscriptionResourceRef);
  }
}

/** Nobody is named when a rule or the clock did it. */
function eventOf(
  type: Extract<NewEvent['type'], `plan-change-${string}`>,
  { from, to }: StoredPlanChange,
  by: { actor?: string; reason?: string },
): NewEvent {
  return {
    ...by,
    type,
    data: {
      plans: { from: from.title, to: to.title },
      ...(by.actor ? {} : { rule: 'automatic' }),
    },
  };
}
