import {
  closeSync,
  existsSync,
  fdatasync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toAccessLogLine, type AccessLogRecord } from '@oaf/contract';
import { HOUR_MS, hourOf } from './accessLogRows';

const SYNC_INTERVAL_MS = 1000;
const MAX_WAITING = 100_000;

/** Calls end in the hour in which they arrived, or in one that follows. */
const MAX_OPEN = 4;

const toDisk = promisify(fdatasync);

/** `day=2026-11-29/hour=07`, which engines know folders of. */
function folderOf(hour: number): string {
  const [day, clock] = new Date(hour).toISOString().split('T');
  return join(`day=${day}`, `hour=${clock.slice(0, 2)}`);
}

/**
 * The access log as lines of JSON in files, a folder for each hour, for engines that count files. A process has files of its
 * own, so that a line which it did not finish spoils no other. A line is written before the next call ends, and is on the
 * disk a second later; while the disk takes none they wait in memory.
 */
export class AccessLogFiles {
  readonly #folder: string;
  readonly #logger: LoggerService;
  readonly #name = `calls-${process.pid}-${Date.now()}.ndjson`;
  readonly #open = new Map<number, number>();
  #waiting: AccessLogRecord[] = [];
  /** Whether the last line of the file that is open was written in part. */
  #isTorn = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param folder - absolute path */
  constructor(folder: string, logger: LoggerService) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /**
   * Where the log was kept in another place so far, this is what it had: an hour that is counted from files must have all of
   * its calls there. Done once, and whole or not at all.
   */
  async takeOver(records: () => AsyncIterable<AccessLogRecord>): Promise<void> {
    if (existsSync(this.#folder)) {
      return;
    }
    const unfinished = `${this.#folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    const files = new AccessLogFiles(unfinished, this.#logger);
    for await (const record of records()) {
      files.#write(record);
    }
    await files.close();
    await rename(unfinished, this.#folder);
  }

  append(record: AccessLogRecord): void {
    if (this.#waiting.length === MAX_WAITING) {
      this.#logger.error(
        `The access log lost the call ${record.requestId}: its folder takes nothing, and ${MAX_WAITING} calls wait`,
      );
      return;
    }
    this.#waiting.push(record);
    this.#writeWaiting();
    this.#timer ??= setTimeout(() => this.#flushLater(), SYNC_INTERVAL_MS);
  }

  /** Epoch milliseconds; calls that arrived before are in the files. */
  completeUntil(now: number): number {
    return this.#waiting.reduce(
      (time, { requestTime }) => Math.min(time, requestTime),
      now,
    );
  }

  /** Resolves when all that was appended is on the disk, as far as it takes it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writeWaiting();
    await Promise.all([...this.#open.values()].map(file => toDisk(file)));
  }

  /** Drops whole hours. */
  async purge(before: number): Promise<void> {
    for (const day of await this.#list('.')) {
      const hours = await this.#list(day);
      const old = hours.filter(hour => this.#isBefore(day, hour, before));
      for (const hour of old.length === hours.length ? ['.'] : old) {
        await rm(join(this.#folder, day, hour), { recursive: true });
      }
    }
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closeFiles();
  }

  async #list(folder: string): Promise<string[]> {
    const path = join(this.#folder, folder);
    const names = existsSync(path) ? await readdir(path) : [];
    return names.filter(name => /^(day|hour)=/.test(name));
  }

  #isBefore(day: string, hour: string, before: number): boolean {
    const start = Date.parse(`${day.slice(4)}T${hour.slice(5)}:00:00Z`);
    return start + HOUR_MS <= before;
  }

  #flushLater() {
    this.flush().catch(error => this.#complain(error));
  }

  #writeWaiting() {
    try {
      while (this.#waiting.length > 0) {
        this.#write(this.#waiting[0]);
        this.#waiting.shift();
      }
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown) {
    this.#logger.error(
      `The access log's folder ${this.#folder} takes nothing (${
        this.#waiting.length
      } calls wait): ${error}`,
    );
    this.#closeFiles();
    this.#timer ??= setTimeout(() => this.#flushLater(), 5 * SYNC_INTERVAL_MS);
  }

  #write(record: AccessLogRecord) {
    const file = this.#fileOf(hourOf(record.requestTime));
    const line = `${this.#isTorn ? '\n' : ''}${toAccessLogLine(record)}\n`;
    const bytes = Buffer.from(line);
    this.#isTorn = true;
    if (writeSync(file, bytes) < bytes.length) {
      throw new Error('A line was written in part');
    }
    this.#isTorn = false;
  }

  #fileOf(hour: number): number {
    const open = this.#open.get(hour);
    if (open !== undefined) {
      return open;
    }
    if (this.#open.size === MAX_OPEN) {
      this.#closeFiles();
    }
    const path = join(this.#folder, folderOf(hour), this.#name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'a', 0o600);
    this.#open.set(hour, file);
    return file;
  }

  #closeFiles() {
    const files = [...this.#open.values()];
    this.#open.clear();
    files.forEach(file => closeSync(file));
  }
}
