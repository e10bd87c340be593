import { InputError } from '@backstage/errors';
import type { UsageCallPage } from '@oaf/backstage-plugin-api-management-common';
import type {
  CallPage,
  CallQuery,
} from '@oaf/backstage-plugin-api-management-node';
import type { Caller } from '../../authorization/Caller';
import { rangeOf, type PageRequest } from '../../database/page';
import { isoTime } from '../../database/time';
import {
  ownersFor,
  type SubscriptionService,
} from '../../subscriptions/SubscriptionService';
import type { SubscriptionStore } from '../../subscriptions/SubscriptionStore';
import type { UsageConfig } from '../config';
import { ownersSeen } from '../ownersSeen';
import type { UsageQuery, UsageScope } from '../usageScope';
import { NO_OPERATION, type UsageStore } from '../UsageStore';
import { readCursor, toCursor } from './callCursor';
import type { CallFinder } from './CallFinder';
import { callRange, type CallRange } from './callRange';
import { presentCall } from './presentCall';

export type UsageCallQuery = Omit<UsageQuery, 'planId'> &
  Pick<PageRequest, 'limit'> & {
    requestId?: string;
    error?: string[];
    cursor?: string;
  };

/** A query with more of them gets too long, and its answer means little. */
const MAX_SUBSCRIPTIONS = 1_000;

type Callers = Pick<CallQuery, 'subscriptionIds' | 'productIds'>;

/** Single calls, for those who may see the subscriptions that made them. */
export class CallService {
  readonly #store: UsageStore;
  readonly #subscriptions: SubscriptionService;
  readonly #subscriptionStore: SubscriptionStore;
  readonly #finder: CallFinder;
  readonly #callsMs: number;

  constructor(options: {
    usageStore: UsageStore;
    subscriptions: SubscriptionService;
    subscriptionStore: SubscriptionStore;
    finder: CallFinder;
    config: { usage: UsageConfig };
  }) {
    this.#store = options.usageStore;
    this.#subscriptions = options.subscriptions;
    this.#subscriptionStore = options.subscriptionStore;
    this.#finder = options.finder;
    this.#callsMs = options.config.usage.retention.callsMs;
  }

  async list(
    caller: Caller,
    query: UsageCallQuery,
    signal: AbortSignal,
  ): Promise<UsageCallPage> {
    const range = callRange(query, this.#callsMs);
    const scope = await this.#scope(caller, query, range);
    const page = await this.#find(scope, query, range, signal);
    return {
      items: await this.#present(page),
      nextCursor: page.hasMore ? toCursor(page.items.at(-1)!) : undefined,
      from: isoTime(range.from),
      to: isoTime(range.to),
      keptFrom: isoTime(range.keptFrom),
      notSearched: await this.#store.uncountedAccounts(
        scope.filter,
        scope.visibilities,
        this.#finder.sources(),
      ),
    };
  }

  async #scope(
    caller: Caller,
    { side, subscriptionId, productId, applicationId }: UsageCallQuery,
    { from, to }: CallRange,
  ): Promise<UsageScope> {
    const applicationOwners = ownersFor(caller, side);
    return {
      filter: {
        subscriptionId,
        productId,
        applicationId,
        applicationOwners,
        from,
        to,
      },
      visibilities: await this.#subscriptions.visibilities(caller, side),
    };
  }

  async #find(
    scope: UsageScope,
    query: UsageCallQuery,
    { from, to }: CallRange,
    signal: AbortSignal,
  ): Promise<CallPage> {
    const { operation, statusClass, error, cursor } = query;
    const before = cursor ? readCursor(cursor) : undefined;
    const callers = await this.#callers(scope);
    if (from === to || callers.subscriptionIds?.length === 0) {
      return { items: [], hasMore: false };
    }
    return this.#finder.find(
      {
        ...callers,
        from,
        to,
        gatewayApiId: query.gatewayApiId,
        operation: operation === NO_OPERATION ? null : operation,
        statusClasses: statusClass ? [statusClass] : undefined,
        requestId: query.requestId,
        errors: error,
        limit: rangeOf(query).limit,
        before,
      },
      signal,
    );
  }

  /** Of a product all of whose subscriptions are seen it is enough to name the product, however many they are. */
  async #callers(scope: UsageScope): Promise<Callers> {
    const found = await this.#store.callingSubscriptions(
      scope.filter,
      scope.visibilities,
      MAX_SUBSCRIPTIONS + 1,
    );
    if (found.length <= MAX_SUBSCRIPTIONS) {
      return { subscriptionIds: found.map(({ id }) => id) };
    }
    const { productId } = scope.filter;
    if (productId && seesProductOf(scope, found[0].productOwner)) {
      return { productIds: [productId] };
    }
    throw new InputError(
      `Single calls of more than ${MAX_SUBSCRIPTIONS} subscriptions cannot be searched at once; choose a product, an application or a subscription`,
    );
  }

  async #present({ items }: CallPage) {
    const ids = [...new Set(items.map(call => call.subscriptionId))];
    const found = ids.length
      ? await this.#subscriptionStore.findByIds(ids)
      : [];
    const subscriptions = new Map(found.map(each => [each.id, each]));
    return items.map(call =>
      presentCall(call, subscriptions.get(call.subscriptionId)),
    );
  }
}

function seesProductOf(
  { filter, visibilities }: UsageScope,
  owner: string | null,
): boolean {
  const { subscriptionId, applicationId, applicationOwners } = filter;
  if (subscriptionId || applicationId || applicationOwners) {
    return false;
  }
  const seen = ownersSeen(visibilities);
  return (
    seen !== undefined &&
    (seen.owners === undefined || (owner !== null && seen.owners.has(owner)))
  );
}
