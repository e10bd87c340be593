import type {
  LimitedResource,
  ResourceCount,
  ResourcePlace,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import {
  placeKey,
  type ResourceCountStore,
  type ResourceMark,
  type StoredResourceCount,
} from './ResourceCountStore';

type Row = {
  account_link_id: string;
  region: string;
  resource: LimitedResource;
  quota: number;
  counted: number | null;
  counted_at: number | string | null;
  changed: number;
  changed_before: number;
};

const COUNTS = 'resource_counts';
const KEY = ['account_link_id', 'region', 'resource'];

const keyColumns = ({ accountLinkId, region, resource }: ResourcePlace) => ({
  account_link_id: accountLinkId,
  region,
  resource,
});

const toPlace = (row: Row): ResourcePlace => ({
  accountLinkId: row.account_link_id,
  region: row.region,
  resource: row.resource,
});

export class DatabaseResourceCountStore implements ResourceCountStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(accountLinkId: string): Promise<StoredResourceCount[]> {
    const rows: Row[] = await this.#knex(COUNTS)
      .where({ account_link_id: accountLinkId })
      .whereNotNull('counted')
      .orderBy(['region', 'resource']);
    return rows.map(row => ({
      ...toPlace(row),
      used: Math.max(0, row.counted! + row.changed - row.changed_before),
      quota: row.quota,
      countedAt: Number(row.counted_at),
    }));
  }

  async mark(): Promise<ResourceMark> {
    const rows: Row[] = await this.#knex(COUNTS).select();
    return new Map(rows.map(row => [placeKey(toPlace(row)), row.changed]));
  }

  async record(
    counts: ResourceCount[],
    mark: ResourceMark,
    trx: Transaction,
  ): Promise<void> {
    for (const { used, quota, ...place } of counts) {
      await ensure(trx, place, quota);
      await trx(COUNTS)
        .where(keyColumns(place))
        .update({
          quota,
          counted: used,
          counted_at: Date.now(),
          changed_before: mark.get(placeKey(place)) ?? 0,
        });
    }
  }

  /** One statement: of those who take at once, none takes what another one has. */
  async take(place: ResourcePlace, quota: number): Promise<boolean> {
    await ensure(this.#knex, place, quota);
    const taken = await this.#knex(COUNTS)
      .where(keyColumns(place))
      .where(room =>
        room
          .whereNull('counted')
          .orWhereRaw('counted + changed - changed_before < ?', [quota]),
      )
      .increment('changed', 1);
    return taken > 0;
  }

  async give(place: ResourcePlace): Promise<void> {
    await this.#knex(COUNTS).where(keyColumns(place)).decrement('changed', 1);
  }
}

/** What nobody counted yet is not refused. */
async function ensure(
  knex: Knex | Transaction,
  place: ResourcePlace,
  quota: number,
): Promise<void> {
  const columns = keyColumns(place);
  if (!(await knex(COUNTS).where(columns).first('resource'))) {
    await knex(COUNTS)
      .insert({ ...columns, quota })
      .onConflict(KEY)
      .ignore();
  }
}
