import { randomUUID } from 'node:crypto';
import type { AccountLinkState } from '@oaf/backstage-plugin-api-management-common';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { readPage } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import type { AccountStore, StoredAccount, StoredRegion } from './AccountStore';

type AccountRow = {
  id: string;
  driver: string;
  account_id: string;
  partition: string;
  alias: string;
  state: AccountLinkState;
  version: number;
  created_at: number | string;
  updated_at: number | string;
};

type RegionRow = {
  account_link_id: string;
  region: string;
  api_count: number;
  fresh: boolean | number;
  synced_at: number | string | null;
  error: string | null;
};

export class DatabaseAccountStore implements AccountStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async ensureLinked(
    account: LinkedAccount,
    state: AccountLinkState,
  ): Promise<void> {
    const known = await this.#findByAccount(account);
    if (known) {
      return;
    }
    try {
      await this.#knex.transaction(trx => insertAccount(trx, account, state));
    } catch (error) {
      // Another replica linked it in the same moment.
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
    }
  }

  async list(page: PageRequest): Promise<Page<StoredAccount>> {
    const rows = await readPage<AccountRow>(this.#knex('account_links'), page, {
      columns: { alias: 'alias' },
      default: 'alias:asc',
      idColumn: 'id',
      select: '*',
    });
    return { ...rows, items: await this.#withRegions(rows.items) };
  }

  async find(id: string): Promise<StoredAccount | undefined> {
    const [account] = await this.#withRegions(
      await this.#knex('account_links').where({ id }),
    );
    return account;
  }

  async listLinked(): Promise<StoredAccount[]> {
    return this.#withRegions(
      await this.#knex('account_links').whereIn('state', [
        'verified',
        'degraded',
      ]),
    );
  }

  async setState(id: string, state: AccountLinkState): Promise<void> {
    await this.#knex('account_links')
      .where({ id })
      .update({ state, updated_at: Date.now() })
      .increment('version');
  }

  async recordSync(id: string, status: StoredRegion): Promise<void> {
    await this.#knex('account_regions')
      .where({ account_link_id: id, region: status.region })
      .update({
        api_count: status.apiCount,
        fresh: status.fresh,
        synced_at: status.syncedAt,
        error: status.error,
      });
  }

  async countNotFresh(): Promise<number> {
    const [{ total }] = await this.#knex('account_regions')
      .where({ fresh: false })
      .countDistinct({ total: 'account_link_id' });
    return Number(total);
  }

  #findByAccount(account: LinkedAccount) {
    return this.#knex('account_links')
      .where({ driver: account.driver, account_id: account.accountId })
      .first('id');
  }

  async #withRegions(rows: AccountRow[]): Promise<StoredAccount[]> {
    const regions: RegionRow[] = await this.#knex('account_regions')
      .whereIn(
        'account_link_id',
        rows.map(row => row.id),
      )
      .orderBy('region');
    return rows.map(row =>
      toAccount(
        row,
        regions.filter(region => region.account_link_id === row.id),
      ),
    );
  }
}

async function insertAccount(
  trx: Knex,
  account: LinkedAccount,
  state: AccountLinkState,
) {
  const id = account.id || randomUUID();
  const now = Date.now();
  await trx('account_links').insert({
    id,
    driver: account.driver,
    account_id: account.accountId,
    partition: account.partition,
    alias: account.alias,
    state,
    version: 1,
    created_at: now,
    updated_at: now,
  });
  for (const region of account.regions) {
    await trx('account_regions').insert({
      account_link_id: id,
      region,
      api_count: 0,
      fresh: false,
    });
  }
}

function toAccount(row: AccountRow, regions: RegionRow[]): StoredAccount {
  return {
    id: row.id,
    driver: row.driver,
    accountId: row.account_id,
    partition: row.partition,
    alias: row.alias,
    state: row.state,
    version: row.version,
    regions: regions.map(({ region }) => region),
    regionStatuses: regions.map(toRegion),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

function toRegion(row: RegionRow): StoredRegion {
  return {
    region: row.region,
    apiCount: row.api_count,
    fresh: Boolean(row.fresh),
    syncedAt: row.synced_at === null ? null : Number(row.synced_at),
    error: row.error,
  };
}
