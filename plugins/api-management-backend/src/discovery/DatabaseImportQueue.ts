import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { CLAIM_MS, requestTime, startTime } from './regionRows';
import type { RegionRow } from './regionRows';
import type {
  ClaimedRegion,
  EndedImport,
  ImportProgress,
  ImportQueue,
} from './RegionStore';

const unclaimed = { claimed_by: null, claimed_until: null, started_at: null };

type RegionKey = Pick<ClaimedRegion, 'accountLinkId' | 'region'>;

export class DatabaseImportQueue implements ImportQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async requestSweep(accountLinkIds: string[]): Promise<void> {
    await this.#knex('account_regions')
      .whereIn('account_link_id', accountLinkIds)
      .whereNull('requested_at')
      .update({ requested_at: Date.now(), priority: 'sweep' });
  }

  async requestRefresh(accountLinkId: string, region: string): Promise<void> {
    await this.#regions({ accountLinkId, region })
      .where(notAskedFor =>
        notAskedFor
          .whereNull('requested_at')
          .orWhereRaw('requested_at <= started_at'),
      )
      .update({ requested_at: requestTime(this.#knex), priority: 'sweep' });
  }

  async claim(options: {
    holder: string;
    priority: ReadPriority;
    limit: number;
  }): Promise<ClaimedRegion[]> {
    const { holder, priority, limit } = options;
    const now = Date.now();
    const due: RegionRow[] = await this.#claimable(now, priority)
      .orderBy('requested_at')
      .limit(limit);
    if (due.length === 0) {
      return [];
    }
    if (priority === 'sweep' && !(await this.#holdSweep(holder))) {
      return [];
    }
    return transaction(this.#knex, async trx => {
      const claimed: ClaimedRegion[] = [];
      for (const row of due) {
        const key = { accountLinkId: row.account_link_id, region: row.region };
        const won = await this.#claimable(now, priority, trx)
          .where(toColumns(key))
          .update({
            claimed_by: holder,
            claimed_until: now + CLAIM_MS,
            started_at: startTime(trx),
            listed: 0,
            exported: 0,
          });
        if (won) {
          claimed.push({ ...key, priority });
        }
      }
      return claimed;
    });
  }

  async claims(holder: string) {
    const rows: RegionRow[] = await this.#knex('account_regions').where({
      claimed_by: holder,
    });
    return rows.map(row => ({
      accountLinkId: row.account_link_id,
      region: row.region,
      preempted:
        row.priority === 'interactive' &&
        Number(row.requested_at) > Number(row.started_at),
    }));
  }

  async renew(
    holder: string,
    progress: Array<Omit<ImportProgress, 'budget'>>,
  ): Promise<void> {
    const until = Date.now() + CLAIM_MS;
    await transaction(this.#knex, async trx => {
      await trx('leases')
        .where({ name: 'sweep', holder })
        .update({ held_until: until });
      await trx('account_regions')
        .where({ claimed_by: holder })
        .update({ claimed_until: until });
      for (const { accountLinkId, region, listed, exported } of progress) {
        await trx('account_regions')
          .where({
            ...toColumns({ accountLinkId, region }),
            claimed_by: holder,
          })
          .update({ listed, exported });
      }
    });
  }

  async end(holder: string, ended: EndedImport[]): Promise<void> {
    await transaction(this.#knex, async trx => {
      for (const one of ended) {
        await endOne(trx, holder, one);
      }
    });
  }

  async release(holder: string, region?: RegionKey): Promise<void> {
    await this.#knex('account_regions')
      .where({ claimed_by: holder, ...(region && toColumns(region)) })
      .update(unclaimed);
    if (!region) {
      await this.#knex('leases')
        .where({ name: 'sweep', holder })
        .update({ held_until: 0 });
    }
  }

  async dismiss(holder: string, region: RegionKey): Promise<void> {
    await this.#regions(region)
      .where({ claimed_by: holder })
      .update({ requested_at: null, priority: null, ...unclaimed });
  }

  /** One holder at a time may sweep. */
  async #holdSweep(holder: string): Promise<boolean> {
    const now = Date.now();
    const held = await this.#knex('leases')
      .where({ name: 'sweep' })
      .where(free => free.where({ holder }).orWhere('held_until', '<', now))
      .update({ holder, held_until: now + CLAIM_MS });
    return held === 1;
  }

  #regions(key: RegionKey) {
    return this.#knex('account_regions').where(toColumns(key));
  }

  #claimable(now: number, priority: ReadPriority, knex: Knex = this.#knex) {
    return knex('account_regions')
      .whereNotNull('requested_at')
      .where({ priority })
      .where(free =>
        free.whereNull('claimed_by').orWhere('claimed_until', '<', now),
      );
  }
}

async function endOne(
  trx: Knex.Transaction,
  holder: string,
  ended: EndedImport,
) {
  const claim = trx('account_regions').where({
    ...toColumns(ended),
    claimed_by: holder,
  });
  // What was asked for after the start is still to be done.
  await claim
    .clone()
    .whereRaw('requested_at <= started_at')
    .update({ requested_at: null, priority: null });
  await claim.clone().update({
    ...outcomeColumns(ended),
    listed: ended.listed,
    exported: ended.exported,
    budget: ended.budget && JSON.stringify(ended.budget),
    ...unclaimed,
  });
}

function outcomeColumns(ended: EndedImport) {
  return 'error' in ended
    ? { fresh: false, error: ended.error }
    : {
        api_count: ended.apiCount,
        fresh: true,
        synced_at: Date.now(),
        error: null,
      };
}

function toColumns({ accountLinkId, region }: RegionKey) {
  return { account_link_id: accountLinkId, region };
}
