import type { Knex } from 'knex';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { removeGatewayApis } from './changeQueries';
import { requestTime, toRegion } from './regionRows';
import type { RegionRow } from './regionRows';
import type { RegionStore, StoredRegion } from './RegionStore';

export class DatabaseRegionStore implements RegionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async statuses(
    accountLinkIds: string[],
  ): Promise<Map<string, StoredRegion[]>> {
    const rows: RegionRow[] = await this.#knex('account_regions')
      .whereIn('account_link_id', accountLinkIds)
      .orderBy('region');
    const statuses = new Map<string, StoredRegion[]>(
      accountLinkIds.map(id => [id, []]),
    );
    for (const row of rows) {
      statuses.get(row.account_link_id)?.push(toRegion(row));
    }
    return statuses;
  }

  async setRegions(
    accountLinkId: string,
    regions: string[],
    trx?: Transaction,
  ): Promise<void> {
    const perform = async (inner: Transaction) => {
      await inner('account_regions')
        .where({ account_link_id: accountLinkId })
        .whereNotIn('region', regions)
        .delete();
      await addRegions(inner, accountLinkId, regions);
      await removeGatewayApis(inner, query =>
        query
          .where({ account_link_id: accountLinkId })
          .whereNotIn('region', regions),
      );
    };
    await (trx ? perform(trx) : transaction(this.#knex, perform));
  }

  async removeAll(accountLinkId: string, trx?: Transaction): Promise<void> {
    await this.setRegions(accountLinkId, [], trx);
  }

  async requestImport(
    accountLinkId: string,
    region?: string,
    trx?: Transaction,
  ): Promise<void> {
    const knex = trx ?? this.#knex;
    await knex('account_regions')
      .where({ account_link_id: accountLinkId, ...(region && { region }) })
      .where(notAskedFor =>
        notAskedFor
          .whereNull('requested_at')
          .orWhere('priority', 'sweep')
          .orWhereRaw('requested_at <= started_at'),
      )
      .update({ requested_at: requestTime(knex), priority: 'interactive' });
  }

  async countNotFresh(): Promise<number> {
    const [{ total }] = await this.#knex('account_regions')
      .whereNotNull('error')
      .countDistinct({ total: 'account_link_id' });
    return Number(total);
  }
}

async function addRegions(
  trx: Transaction,
  accountLinkId: string,
  regions: string[],
) {
  if (regions.length > 0) {
    await trx('account_regions')
      .insert(
        regions.map(region => ({
          account_link_id: accountLinkId,
          region,
          api_count: 0,
          fresh: false,
        })),
      )
      .onConflict(['account_link_id', 'region'])
      .ignore();
  }
}
