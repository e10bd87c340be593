import { createHash } from 'node:crypto';
import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';

/** Where calls arrive, as their gateway logs it. */
export type LoggedPlace = {
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
};

/** How many calls the log has of an hour (epoch milliseconds at its start), whoever called. */
export type LoggedCount = LoggedPlace & { hour: number; calls: number };

/** Follows from what it stands for, so that whoever notes a place makes the same one. */
export function placeId(
  source: string,
  { accountId, region, apiId, stage }: LoggedPlace,
): string {
  return createHash('sha256')
    .update(JSON.stringify([source, accountId, region, apiId, stage]))
    .digest('hex')
    .slice(0, 32);
}

/** Sums up what an engine counted, whoever called. */
export function loggedCounts(records: UsageRecord[]): LoggedCount[] {
  const counts = new Map<string, LoggedCount>();
  for (const { accountId, region, apiId, stage, hour, meters } of records) {
    const at = { accountId, region, apiId, stage, hour };
    const key = JSON.stringify(Object.values(at));
    const calls = (counts.get(key)?.calls ?? 0) + meters.calls;
    counts.set(key, { ...at, calls });
  }
  return [...counts.values()];
}
