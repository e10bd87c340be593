import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { CLAIM_MS, requestTime, startTime } from './regionRows';
import type { RegionRow } from './regionRows';
import type { ClaimedRegion, ImportProgress, ImportQueue } from './RegionStore';

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
    const claimed: ClaimedRegion[] = [];
    await this.#knex.transaction(async trx => {
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
    });
    return claimed;
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
    await this.#knex.transaction(async trx => {
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

  async finish(
    holder: string,
    progress: ImportProgress & { apiCount: number },
  ): Promise<void> {
    await this.#end(holder, progress, {
      api_count: progress.apiCount,
      fresh: true,
      synced_at: Date.now(),
      error: null,
    });
  }

  async fail(
    holder: string,
    progress: ImportProgress & { error: string },
  ): Promise<void> {
    await this.#end(holder, progress, { fresh: false, error: progress.error });
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

  /** What was asked for after the start is still to be done. */
  async #end(holder: string, progress: ImportProgress, outcome: object) {
    await this.#knex.transaction(async trx => {
      const ended = trx('account_regions').where({
        ...toColumns(progress),
        claimed_by: holder,
      });
      await ended
        .clone()
        .whereRaw('requested_at <= started_at')
        .update({ requested_at: null, priority: null });
      await ended.clone().update({
        ...outcome,
        listed: progress.listed,
        exported: progress.exported,
        budget: progress.budget && JSON.stringify(progress.budget),
        ...unclaimed,
      });
    });
  }
}

function toColumns({ accountLinkId, region }: RegionKey) {
  return { account_link_id: accountLinkId, region };
}
