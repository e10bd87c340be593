import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BILLABLE_SQL,
  readAccessLogLine,
  type AccessLogRecord,
} from '@oaf/contract';
import type { Knex } from 'knex';
import { Flush } from '../database/Flush';
import { BATCH_SIZE, inBatches } from '../database/inBatches';
import type { CountBillableCalls } from '../limits/PlanLimits';
import type { AccessLogFiles } from './AccessLogFiles';
import type { AccessLogJournal } from './AccessLogJournal';
import { ACCESS_LOG, hourOf, toRow } from './accessLogRows';

const FLUSH_INTERVAL_MS = 250;
const MAX_BUFFERED = 100_000;

/**
 * How far `changedHours` looks back behind its cursor. A record becomes visible when its insert commits, which is after
 * the `ingested_at` it carries, and replicas' clocks differ; within this time both are caught up.
 */
export const INGESTION_OVERLAP_MS = 10_000;

/** A call that is going on; its record is written when it ends. */
export interface OpenCall {
  write(record: AccessLogRecord): void;
}

/**
 * Access log records in SQL. They gather in memory and are inserted every 250 ms or 200 records;
 * while the database fails they stay and are tried again. With a journal those in memory outlive the process.
 */
export class DatabaseAccessLog {
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  #journal: AccessLogJournal | undefined;
  readonly #files: AccessLogFiles | undefined;
  readonly #flush: Flush;
  readonly #running = new Set<{ requestTime: number }>();
  #buffer: AccessLogRecord[] = [];
  #lost = 0;

  /** @param files - where each record is written as well, for engines that count files */
  constructor(
    knex: Knex,
    logger: LoggerService,
    journal?: AccessLogJournal,
    files?: AccessLogFiles,
  ) {
    this.#knex = knex;
    this.#logger = logger;
    this.#journal = journal;
    this.#files = files;
    this.#flush = new Flush({
      store: () => this.#store(),
      intervalMs: FLUSH_INTERVAL_MS,
      onFailure: error =>
        logger.error(
          `Access log records were not written and are tried again (${
            this.#buffer.length
          } wait, ${this.#lost} were lost): ${error}`,
        ),
    });
  }

  /** Takes up what a process that was killed had not stored. A record that it had stored is not stored twice. */
  recover(): void {
    if (!this.#journal) {
      return;
    }
    const { records, torn, setAside } = this.#journal.recover();
    for (const { path, lines } of setAside) {
      this.#logger.error(
        `Access log lines that cannot be read: ${lines}, kept in ${path}. They may be calls to be billed: mend them, and put the file back under a journal's name before the next start`,
      );
    }
    if (torn > 0) {
      this.#logger.info(`Access log lines cut off by a kill: ${torn}`);
    }
    if (records.length > 0) {
      this.#logger.info(`Access log records recovered: ${records.length}`);
      this.#buffer.push(...records);
      this.#flush.start();
    }
  }

  /** @param requestTime - epoch milliseconds */
  open(requestTime: number): OpenCall {
    const call = { requestTime };
    this.#running.add(call);
    return {
      write: record => {
        if (this.#running.delete(call)) {
          this.#files?.append(record);
          this.#append(record);
        }
      },
    };
  }

  /** Resolves when every record that is complete now has been stored. */
  flush(): Promise<void> {
    return this.#flush.now();
  }

  /** Epoch milliseconds; calls that arrived before have been stored by this process. */
  completeUntil(now: number): number {
    const open = [...this.#running, ...this.#buffer];
    return open.reduce((time, call) => Math.min(time, call.requestTime), now);
  }

  async countBillableCalls(
    calls: Parameters<CountBillableCalls>[0],
  ): Promise<number> {
    await this.flush();
    const row = await this.#knex(ACCESS_LOG)
      .where({
        application_id: calls.applicationId,
        product_id: calls.productId,
      })
      .where(counted =>
        counted
          .where({ plan_id: calls.planId })
          .orWhereNot({ subscription_id: calls.subscriptionId }),
      )
      .where('request_time', '>=', calls.start)
      .where('request_time', '<', calls.end)
      .whereNotIn('request_id', calls.exceptRequestIds)
      .whereRaw(BILLABLE_SQL)
      .count({ calls: '*' })
      .first();
    return Number(row?.calls ?? 0);
  }

  /** All records. */
  async *records(): AsyncGenerator<AccessLogRecord> {
    await this.flush();
    let last = '';
    for (;;) {
      const rows = await this.#knex(ACCESS_LOG)
        .where('request_id', '>', last)
        .orderBy('request_id')
        .limit(BATCH_SIZE);
      if (rows.length === 0) {
        return;
      }
      for (const row of rows) {
        const { record, problem } = readAccessLogLine(JSON.stringify(row));
        if (record) {
          yield record;
        } else {
          this.#logger.error(
            `A row of the access log is no record (${row.request_id}): ${problem}`,
          );
        }
      }
      last = rows.at(-1).request_id;
    }
  }

  /** Drops whole hours only, so that an hour which is counted anew is complete or empty. */
  async purge(before: number): Promise<number> {
    return this.#knex(ACCESS_LOG).where('hour', '<', hourOf(before)).delete();
  }

  #append(record: AccessLogRecord) {
    if (this.#buffer.length === MAX_BUFFERED) {
      this.#lost += 1;
      return;
    }
    this.#buffer.push(record);
    this.#note(record);
    if (this.#buffer.length === BATCH_SIZE) {
      this.#flush.start();
    } else {
      this.#flush.soon();
    }
  }

  /** A full disk must not keep calls from being answered; the database may still take them. */
  #note(record: AccessLogRecord) {
    try {
      this.#journal?.append(record);
    } catch (error) {
      this.#journal = undefined;
      this.#logger.error(
        `The access log's journal was given up until the next start; if this process is killed, up to ${FLUSH_INTERVAL_MS} ms of the log are lost: ${error}`,
      );
    }
  }

  async #store(): Promise<void> {
    const files = this.#journal?.rotate() ?? [];
    for (const batch of inBatches(this.#buffer.slice())) {
      await this.#insert(batch);
      this.#buffer.splice(0, batch.length);
    }
    this.#journal?.drop(files);
  }

  /** An insert that took long is stamped anew, or a reader's cursor may have passed it before it was visible. */
  async #insert(batch: AccessLogRecord[]): Promise<void> {
    let stampedAt = Date.now();
    await this.#knex(ACCESS_LOG)
      .insert(
        batch.map(record => ({ ...toRow(record), ingested_at: stampedAt })),
      )
      .onConflict('request_id')
      .ignore();
    while (Date.now() - stampedAt > INGESTION_OVERLAP_MS / 2) {
      stampedAt = Date.now();
      await this.#knex(ACCESS_LOG)
        .whereIn(
          'request_id',
          batch.map(record => record.requestId),
        )
        .update({ ingested_at: stampedAt });
    }
  }
}
