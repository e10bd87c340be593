import type { LoggerService } from '@backstage/backend-plugin-api';
import { isCompressed } from '../files/isLogFile';
import { stampOf, type LogFile, type LogFiles } from '../files/LogFiles';
import type { DuckDb } from './DuckDb';
import { isWhole } from './isWhole';
import { inspectionOf } from './logSql';

/** What is in a file. */
export type Inspection = {
  stamp: string;
  /** Starts of the hours that its records are of, epoch milliseconds. */
  hours: number[];
  /** Lines that are no records; one for a file that cannot be read at all. */
  quarantined: number;
  /** Whether it can be read. */
  isReadable: boolean;
};

const BATCH = 250;

/** A year of one account at a file every five minutes. */
const MAX_KNOWN = 100_000;

type Fetched = { file: LogFile; path: string };

/** What is in files, looked up once as long as they do not change. */
export class FileInspections {
  readonly #files: LogFiles;
  readonly #database: DuckDb;
  readonly #logger: LoggerService;
  readonly #known = new Map<string, Inspection>();

  constructor(options: {
    files: LogFiles;
    database: DuckDb;
    logger: LoggerService;
  }) {
    this.#files = options.files;
    this.#database = options.database;
    this.#logger = options.logger;
  }

  /** In the order of the files. */
  async of(files: LogFile[], signal: AbortSignal): Promise<Inspection[]> {
    const unknown = files.filter(file => !this.#find(file));
    for (let start = 0; start < unknown.length; start += BATCH) {
      await this.#inspect(unknown.slice(start, start + BATCH), signal);
    }
    const found = files.map(file => this.#find(file)!);
    this.#forgetOldest();
    return found;
  }

  #find(file: LogFile): Inspection | undefined {
    const known = this.#known.get(file.name);
    return known?.stamp === stampOf(file) ? known : undefined;
  }

  #forgetOldest() {
    const names = this.#known.keys();
    while (this.#known.size > MAX_KNOWN) {
      this.#known.delete(names.next().value!);
    }
  }

  async #inspect(files: LogFile[], signal: AbortSignal) {
    const paths = await this.#files.fetch(files, signal);
    const whole: Fetched[] = [];
    for (const [index, file] of files.entries()) {
      const path = paths[index];
      if (isCompressed(path) && !(await isWhole(path, signal))) {
        this.#giveUp(file, 'it is cut or no gzip');
      } else {
        whole.push({ file, path });
      }
    }
    await this.#read(whole, signal);
  }

  /** One file that cannot be read must not keep the others from being counted: it is found by halves. */
  async #read(files: Fetched[], signal: AbortSignal): Promise<void> {
    if (files.length === 0) {
      return;
    }
    try {
      const sql = inspectionOf(files.map(({ path }) => path));
      this.#note(files, await this.#database.query(sql, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (files.length === 1) {
        this.#giveUp(files[0].file, String(error));
        return;
      }
      const half = Math.ceil(files.length / 2);
      await this.#read(files.slice(0, half), signal);
      await this.#read(files.slice(half), signal);
    }
  }

  #giveUp(file: LogFile, why: string) {
    this.#logger.error(
      `The access log's file ${file.name} is not counted: ${why}`,
    );
    this.#set(file, { hours: [], quarantined: 1, isReadable: false });
  }

  #note(files: Fetched[], rows: Array<{ [column: string]: any }>) {
    for (const { file, path } of files) {
      const found = rows.filter(({ filename }) => filename === path);
      const wrong = found.filter(({ problem }) => problem !== null);
      const quarantined = wrong.reduce(
        (sum, row) => sum + Number(row.lines),
        0,
      );
      if (quarantined > 0) {
        this.#logger.error(
          `Lines of the access log's file ${
            file.name
          } that are no records: ${quarantined} (${wrong
            .map(({ problem, lines }) => `${problem}: ${lines}`)
            .join(', ')}). They are not counted, and may be calls to be billed`,
        );
      }
      const hours = found.filter(({ problem }) => problem === null);
      this.#set(file, {
        hours: hours.map(({ hour }) => Number(hour)),
        quarantined,
        isReadable: true,
      });
    }
  }

  #set(file: LogFile, inspection: Omit<Inspection, 'stamp'>) {
    this.#known.delete(file.name);
    this.#known.set(file.name, { stamp: stampOf(file), ...inspection });
  }
}
