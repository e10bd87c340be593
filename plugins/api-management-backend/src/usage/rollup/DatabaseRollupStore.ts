import type { ChangedHours } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { toTime } from '../../database/time';
import type { LoggedCount } from '../completeness/LoggedCount';
import { noteLogged } from '../completeness/loggedQueries';
import { replaceHours } from './hourQueries';
import { inChunks } from '../../database/inChunks';
import { replaceRecords } from './recordQueries';
import {
  type CountedUsage,
  CountedByOthersError,
  type Rollup,
  type RollupStore,
} from './RollupStore';
import { addToSums } from './sumQueries';

const HOUR_MS = 3_600_000;

/** From the beginning of the log. A release before this one that runs beside goes on from cursors of its own. */
const FORMER_CURSOR = '0';

export class DatabaseRollupStore implements RollupStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async read(source: string): Promise<Rollup> {
    await this.#knex('usage_rollups')
      .insert({ source })
      .onConflict('source')
      .ignore();
    const row = await this.#knex('usage_rollups').where({ source }).first();
    return {
      source,
      cursor: row.cursor ?? undefined,
      version: row.version,
      keptFrom: Number(row.kept_from),
    };
  }

  async noteChanged(
    rollup: Rollup,
    { hours, cursor, loggedUntil, quarantined = 0 }: ChangedHours,
  ): Promise<Rollup> {
    const { source, keptFrom } = rollup;
    return transaction(this.#knex, async trx => {
      const next = await advance(trx, rollup, {
        cursor,
        logged_until: loggedUntil,
        quarantined: trx.raw('quarantined + ?', [quarantined]),
      });
      const kept = hours.filter(hour => hour >= keptFrom);
      for (const chunk of inChunks(kept)) {
        await trx('usage_pending_hours')
          .insert(chunk.map(hour => ({ source, hour })))
          .onConflict(['source', 'hour'])
          .ignore();
      }
      await noteMetered(trx, source);
      return { ...next, cursor };
    });
  }

  async pending(source: string, limit: number): Promise<number[]> {
    const hours = await this.#knex('usage_pending_hours')
      .where({ source })
      .orderBy('hour')
      .limit(limit)
      .pluck('hour');
    return hours.map(Number);
  }

  async replaceHours(
    rollup: Rollup,
    hours: number[],
    usage: CountedUsage[],
    {
      graceMs,
      now,
      logged,
    }: { graceMs: number; now: number; logged: LoggedCount[] },
  ): Promise<Rollup> {
    const { source } = rollup;
    const rounded = usage.map(wholeNumbers);
    return transaction(this.#knex, async trx => {
      const next = await advance(trx, rollup, {});
      const closedBefore =
        (await meteredUntil(trx, source)) - graceMs - HOUR_MS;
      await addToSums(trx, await replaceHours(trx, source, hours, rounded));
      await replaceRecords(trx, source, hours, rounded, {
        isClosed: hour => hour <= closedBefore,
        now,
      });
      await noteLogged(trx, source, hours, logged);
      for (const chunk of inChunks(hours)) {
        await trx('usage_pending_hours')
          .where({ source })
          .whereIn('hour', chunk)
          .delete();
      }
      await noteMetered(trx, source);
      return next;
    });
  }
}

/** Columns are whole numbers, while a gateway may measure fractions of milliseconds. */
function wholeNumbers({ meters, ...usage }: CountedUsage): CountedUsage {
  const latencySum = Math.round(meters.latencySum);
  return { ...usage, meters: { ...meters, latencySum } };
}

/** Holds the source's row until the transaction ends. */
async function advance(
  trx: Transaction,
  rollup: Rollup,
  columns: object,
): Promise<Rollup> {
  const { source, version } = rollup;
  const advanced = await trx('usage_rollups')
    .where({ source, version })
    .update({ ...columns, version: version + 1 });
  if (advanced === 0) {
    throw new CountedByOthersError(`Others count the calls of ${source}`);
  }
  return { ...rollup, version: version + 1 };
}

async function meteredUntil(trx: Transaction, source: string) {
  const row = await trx('usage_cursors').where({ source }).first();
  return row ? Number(row.logged_until) : -Infinity;
}

/** Up to the first hour that is to be counted; a clock that was put back takes nothing back. */
async function noteMetered(trx: Transaction, source: string) {
  const rollup = await trx('usage_rollups').where({ source }).first();
  const [{ oldest }] = await trx('usage_pending_hours')
    .where({ source })
    .min({ oldest: 'hour' });
  const until = Math.max(
    await meteredUntil(trx, source),
    Math.min(
      toTime(rollup.logged_until) ?? -Infinity,
      oldest === null ? Infinity : Number(oldest),
    ),
  );
  if (Number.isFinite(until)) {
    await trx('usage_cursors')
      .insert({ source, cursor: FORMER_CURSOR, logged_until: until })
      .onConflict('source')
      .merge(['logged_until']);
  }
}
