import type { LoggerService } from '@backstage/backend-plugin-api';
import { readTimeCursor } from '@oaf/backstage-plugin-api-management-node';
import type { LogFiles, WantedFiles } from '../files/LogFiles';
import type { DuckDb, DuckDbRow } from './DuckDb';
import { FileInspections } from './FileInspections';
import { recordsOf, repetitionOf } from './logSql';
import { Reported } from './Reported';

const sortedHours = (hours: number[]) =>
  [...new Set(hours)].sort((a, b) => a - b);

/** An access log in files, for SQL. */
export class DuckDbLog {
  readonly #files: LogFiles;
  readonly #database: DuckDb;
  readonly #inspections: FileInspections;
  #reported = new Reported();

  constructor(options: {
    files: LogFiles;
    database: DuckDb;
    logger: LoggerService;
  }) {
    this.#files = options.files;
    this.#database = options.database;
    this.#inspections = new FileInspections(options);
  }

  /**
   * What files that were modified after the cursor have. The cursor is a time of modification (epoch milliseconds), like
   * that of the embedded gateway's SQL, so that each can take over from the other.
   */
  async changes(cursor: string | undefined, signal: AbortSignal) {
    signal.throwIfAborted();
    const since = readTimeCursor(cursor);
    const visibleUntil = Date.now() - this.#files.visibleWithin;
    const told = this.#reported.for(cursor);
    const files = await this.#list({ modifiedSince: since, signal });
    const recent = files.filter(({ modified }) => modified >= since);
    const inspected = await this.#inspections.of(recent, signal);
    const found = recent.map((file, at) => ({ file, ...inspected[at] }));
    const changed = found.filter(({ file }) => !told.hasToldOf(file));
    const next = String(Math.max(since, visibleUntil));
    this.#reported = new Reported(next, found);
    return {
      hours: sortedHours(changed.flatMap(({ hours }) => hours)),
      cursor: next,
      visibleUntil,
      quarantined: told.countNew(changed),
    };
  }

  /** What stands behind FROM: the records of these hours, each once; undefined when there are none. */
  async recordsOf(
    hours: number[],
    signal: AbortSignal,
  ): Promise<string | undefined> {
    signal.throwIfAborted();
    const wanted = new Set(hours);
    const files = await this.#list({ since: Math.min(...hours), signal });
    const inspections = await this.#inspections.of(files, signal);
    const ofHours = files
      .map((file, index) => ({ file, ...inspections[index] }))
      .filter(each => each.hours.some(hour => wanted.has(hour)));
    if (ofHours.length === 0) {
      return undefined;
    }
    const paths = await this.#files.fetch(
      ofHours.map(({ file }) => file),
      signal,
    );
    const repeated = await this.query(repetitionOf(paths, hours), signal);
    return recordsOf(paths, hours, {
      isRepeated: repeated.length > 0,
      isMixed: ofHours.some(({ quarantined }) => quarantined > 0),
    });
  }

  query(sql: string, signal: AbortSignal): Promise<DuckDbRow[]> {
    return this.#database.query(sql, signal);
  }

  async close(): Promise<void> {
    this.#database.close();
    await this.#files.close();
  }

  async #list(wanted: WantedFiles) {
    const files = await this.#files.list(wanted);
    return files.filter(({ size }) => size > 0);
  }
}
