import type {
  UsageGroup as Group,
  UsageGroupPage,
} from '@oaf/backstage-plugin-api-management-common';
import type { Meters } from '@oaf/contract';
import type { Caller } from '../authorization/Caller';
import { type PageRequest, rangeOf } from '../database/page';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { usageCsv } from './usageCsv';
import { usageScope, type UsageQuery, type UsageScope } from './usageScope';
import type { UsageGroup, UsageGroupKey, UsageStore } from './UsageStore';
import { withLatencies } from './withLatencies';

export type UsageGroupQuery = UsageQuery &
  PageRequest & { groupBy: UsageGroupKey; search?: string };

/** Usage by product, API, plan, application, subscription, operation or class of status. */
export class UsageGroupService {
  readonly #store: UsageStore;
  readonly #subscriptions: SubscriptionService;

  constructor(options: {
    usageStore: UsageStore;
    subscriptions: SubscriptionService;
  }) {
    this.#store = options.usageStore;
    this.#subscriptions = options.subscriptions;
  }

  async list(caller: Caller, query: UsageGroupQuery): Promise<UsageGroupPage> {
    const scope = await usageScope(this.#subscriptions, caller, query);
    const groups = await this.#find(scope, query);
    const { offset, limit } = rangeOf(query);
    return {
      items: await this.#answer(
        scope,
        query,
        groups.slice(offset, offset + limit),
      ),
      totalItems: groups.length,
    };
  }

  /** All of them, however many. */
  async csv(caller: Caller, query: UsageGroupQuery): Promise<string> {
    const scope = await usageScope(this.#subscriptions, caller, query);
    const groups = await this.#find(scope, query);
    return usageCsv(scope.filter, await this.#answer(scope, query, groups));
  }

  async #find(
    { filter, visibilities }: UsageScope,
    { groupBy, search = '', orderBy = 'calls:desc' }: UsageGroupQuery,
  ): Promise<UsageGroup[]> {
    const groups = await this.#store.sumByGroup(filter, visibilities, groupBy);
    const words = search.trim().toLowerCase();
    return groups
      .filter(({ title }) => title.toLowerCase().includes(words))
      .sort(inOrder(orderBy));
  }

  #answer(
    scope: UsageScope,
    { groupBy }: UsageGroupQuery,
    groups: UsageGroup[],
  ): Promise<Group[]> {
    return withLatencies(this.#store, scope, groupBy, groups);
  }
}

function countOf(meters: Meters, field: string): number {
  if (field === 'errors') {
    return meters.clientErrors + meters.serverErrors + meters.throttledCalls;
  }
  return field === 'averageLatency'
    ? meters.latencySum / meters.calls
    : meters[field as keyof Meters];
}

function compare(one: UsageGroup, other: UsageGroup, field: string): number {
  return field === 'title'
    ? one.title.localeCompare(other.title, 'en')
    : countOf(one.meters, field) - countOf(other.meters, field);
}

/** Ids break ties, so that pages never overlap. */
function inOrder(orderBy: string) {
  const [field, direction] = orderBy.split(':');
  const sign = direction === 'desc' ? -1 : 1;
  return (one: UsageGroup, other: UsageGroup) =>
    sign * compare(one, other, field) || (one.id < other.id ? -1 : 1);
}
