import type { RequestBudget } from '@oaf/backstage-plugin-api-management-common';
import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type { StoredImport, StoredRegion } from './RegionStore';

/** A claim lasts as long unless it is renewed. */
export const CLAIM_MS = 30_000;

export type RegionRow = {
  account_link_id: string;
  region: string;
  api_count: number;
  fresh: boolean | number;
  synced_at: number | string | null;
  error: string | null;
  requested_at: number | string | null;
  priority: ReadPriority | null;
  started_at: number | string | null;
  claimed_by: string | null;
  claimed_until: number | string | null;
  listed: number;
  exported: number;
  budget: string | null;
};

/** Now, but after the start of an import that is running, which may have passed what has changed since. */
export function requestTime(knex: Knex) {
  const now = Date.now();
  return knex.raw('case when started_at >= ? then started_at + 1 else ? end', [
    now,
    now,
  ]);
}

/** Now, but not before the request that the import answers. */
export function startTime(knex: Knex) {
  const now = Date.now();
  return knex.raw('case when requested_at > ? then requested_at else ? end', [
    now,
    now,
  ]);
}

export function toRegion(row: RegionRow): StoredRegion {
  return {
    region: row.region,
    apiCount: row.api_count,
    fresh: Boolean(row.fresh),
    syncedAt: toTime(row.synced_at),
    error: row.error,
    import: toImport(row),
    budget:
      row.budget === null
        ? null
        : readJson<RequestBudget>(row.budget, z.looseObject({})) ?? null,
  };
}

function toImport(row: RegionRow): StoredImport | null {
  const requestedAt = toTime(row.requested_at);
  if (requestedAt === null) {
    return null;
  }
  const running = Number(row.claimed_until) > Date.now();
  return {
    state: running ? 'running' : 'queued',
    requestedAt,
    startedAt: running ? toTime(row.started_at) : null,
    listed: running ? row.listed : 0,
    exported: running ? row.exported : 0,
  };
}
