import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { readPage, whereContains } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { RegionStore } from '../discovery/RegionStore';
import { requireUnsubscribed } from './accountPartQueries';
import { requireNothingInPlace } from '../publications/offeredApis';
import { activeKey, newColumns, toAccount } from './accountRows';
import type { AccountRow } from './accountRows';
import type {
  AccountFilter,
  AccountStore,
  LinkedWhich,
  NewAccountLink,
  StoredAccount,
  VerificationOutcome,
} from './AccountStore';
import { settledState } from './linkState';
import { verifiedColumns } from './verifiedColumns';

const order = {
  columns: {
    alias: 'alias',
    accountId: 'account_id',
    createdAt: 'created_at',
  },
  default: 'alias:asc',
  idColumn: 'id',
  select: '*',
};

export class DatabaseAccountStore implements AccountStore {
  readonly #knex: Knex;
  readonly #regions: RegionStore;

  constructor(knex: Knex, regions: RegionStore) {
    this.#knex = knex;
    this.#regions = regions;
  }

  async ensureLinked(account: LinkedAccount): Promise<void> {
    const id = account.id || randomUUID();
    // Another replica may link it in the same moment.
    await this.#knex('account_links')
      .insert(newColumns({ ...account, id }))
      .onConflict('active_key')
      .ignore();
    const linked: { id: string } = await this.#knex('account_links')
      .where({ active_key: activeKey(account.driver, account.accountId) })
      .first('id');
    await this.#regions.setRegions(linked.id, account.regions);
  }

  async insert(link: NewAccountLink): Promise<void> {
    try {
      await this.#knex('account_links').insert(newColumns(link));
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(`Account ${link.accountId} is linked already`);
      }
      throw error;
    }
  }

  async list(
    filter: AccountFilter,
    page: PageRequest,
  ): Promise<Page<StoredAccount>> {
    const query = this.#knex('account_links');
    narrow(query, filter);
    const rows = await readPage<AccountRow>(query, page, order);
    return { ...rows, items: await this.#withRegions(rows.items) };
  }

  async find(id: string): Promise<StoredAccount | undefined> {
    const [account] = await this.#withRegions(
      await this.#knex('account_links').where({ id }),
    );
    return account;
  }

  async findLinkedAliases(
    driver: string,
    accountIds: string[],
  ): Promise<Map<string, string>> {
    const rows: AccountRow[] = await this.#knex('account_links')
      .whereIn(
        'active_key',
        accountIds.map(accountId => activeKey(driver, accountId)),
      )
      .select('account_id', 'alias');
    return new Map(rows.map(row => [row.account_id, row.alias]));
  }

  async listLinked({ ids, driver, accountId }: LinkedWhich = {}): Promise<
    StoredAccount[]
  > {
    const query = this.#knex('account_links')
      .whereIn('state', ['verified', 'degraded'])
      .where({
        ...(driver !== undefined && { driver }),
        ...(accountId !== undefined && { account_id: accountId }),
      });
    if (ids) {
      query.whereIn('id', ids);
    }
    return this.#withRegions(await query);
  }

  async idsByDriver(drivers: string[]): Promise<Set<string>> {
    const rows: Array<{ id: string }> = await this.#knex('account_links')
      .whereIn('driver', drivers)
      .select('id');
    return new Set(rows.map(({ id }) => id));
  }

  async recordVerification(
    id: string,
    outcome: VerificationOutcome,
  ): Promise<void> {
    await this.#change(id, async (trx, row) => {
      const columns = verifiedColumns(row, outcome);
      if (!columns) {
        return;
      }
      await trx('account_links').where({ id }).update(columns);
      if (outcome.takeRegions) {
        await this.#regions.setRegions(id, outcome.takeRegions, trx);
      }
      const mayReadMore =
        row.role_arn !== outcome.roleArn || row.state === 'degraded';
      if (columns.role_arn && mayReadMore) {
        await this.#regions.requestImport(id, undefined, trx);
      }
    });
  }

  async update(
    id: string,
    version: number,
    { alias, regions }: { alias?: string; regions?: string[] },
  ): Promise<void> {
    await this.#change(id, async (trx, row) => {
      if (row.version !== version) {
        throw new ConflictError(
          `Account ${row.alias} was changed by somebody else; reload it and try again`,
        );
      }
      await trx('account_links')
        .where({ id })
        .update({ ...(alias && { alias }), updated_at: Date.now() })
        .increment('version', 1);
      if (regions) {
        await this.#setRegions(trx, id, regions);
      }
    });
  }

  async unlink(id: string): Promise<void> {
    await this.#change(id, async trx => {
      await requireUnsubscribed(trx, { accountLinkId: id });
      await requireNothingInPlace(id, trx);
      await trx('account_links')
        .where({ id })
        .update({
          state: 'unlinked',
          active_key: null,
          role_arn: null,
          verify_requested_at: null,
          updated_at: Date.now(),
        })
        .increment('version', 1);
      await this.#regions.removeAll(id, trx);
    });
  }

  async settleState(id: string): Promise<void> {
    await transaction(this.#knex, async trx => {
      await lockLink(trx, id);
      await settle(trx, id);
    });
  }

  async #setRegions(trx: Knex.Transaction, id: string, regions: string[]) {
    const before: string[] = await trx('account_regions')
      .where({ account_link_id: id })
      .pluck('region');
    const givenUp = before.filter(region => !regions.includes(region));
    await requireUnsubscribed(trx, { accountLinkId: id, regions: givenUp });
    await this.#regions.setRegions(id, regions, trx);
    for (const region of regions.filter(name => !before.includes(name))) {
      await this.#regions.requestImport(id, region, trx);
    }
  }

  /** Changes a link that nobody else changes meanwhile, and brings its state in line. */
  async #change(
    id: string,
    change: (trx: Knex.Transaction, row: AccountRow) => Promise<void>,
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      const row = await lockLink(trx, id);
      if (!row) {
        throw new NotFoundError(`There is no account link ${id}`);
      }
      if (row.state === 'unlinked') {
        throw new ConflictError(
          `Account ${row.alias} is unlinked; link it anew to go on with it`,
        );
      }
      await change(trx, row);
      await settle(trx, id);
    });
  }

  async #withRegions(rows: AccountRow[]): Promise<StoredAccount[]> {
    const regions = await this.#regions.statuses(rows.map(row => row.id));
    return rows.map(row => toAccount(row, regions.get(row.id) ?? []));
  }
}

async function lockLink(
  trx: Knex.Transaction,
  id: string,
): Promise<AccountRow | undefined> {
  return trx('account_links').where({ id }).forUpdate().first();
}

async function settle(trx: Knex.Transaction, id: string): Promise<void> {
  const row: AccountRow | undefined = await trx('account_links')
    .where({ id })
    .first();
  const failed = await trx('account_regions')
    .where({ account_link_id: id })
    .whereNotNull('error')
    .first('region');
  const state =
    row &&
    settledState(row.state, {
      // Accounts that a driver runs itself have nothing to verify.
      verified: row.external_id === null || row.verification === 'passed',
      regionsWell: !failed,
    });
  if (state !== row?.state) {
    await trx('account_links')
      .where({ id })
      .update({ state, updated_at: Date.now() });
  }
}

function narrow(query: Knex.QueryBuilder, filter: AccountFilter) {
  if (filter.state?.length) {
    query.whereIn('state', filter.state);
  } else {
    query.whereNot('state', 'unlinked');
  }
  if (filter.search) {
    whereContains(query, ['alias', 'account_id'], filter.search);
  }
  if (filter.driver) {
    query.where('driver', filter.driver);
  }
  if (filter.batchId) {
    query.where('batch_id', filter.batchId);
  }
  if (filter.fresh !== undefined) {
    query[filter.fresh ? 'whereNotIn' : 'whereIn']('id', inner =>
      inner
        .select('account_link_id')
        .from('account_regions')
        .where({ fresh: false }),
    );
  }
}
