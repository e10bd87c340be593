import type { UsageGroup as Group } from '@oaf/backstage-plugin-api-management-common';
import { toCounts } from './toCounts';
import type { UsageScope } from './usageScope';
import type { UsageGroup, UsageGroupKey, UsageStore } from './UsageStore';

/** Groups as the API answers them. Latencies are read for those that are shown, not for all that there are. */
export async function withLatencies(
  store: UsageStore,
  { filter, visibilities }: UsageScope,
  key: UsageGroupKey,
  groups: UsageGroup[],
): Promise<Group[]> {
  const latencies = await store.latenciesByGroup(
    filter,
    visibilities,
    key,
    groups.map(({ id }) => id),
  );
  return groups.map(({ id, title, meters }) => ({
    id,
    title,
    counts: toCounts({ meters, latency: latencies.get(id) ?? {} }),
  }));
}
