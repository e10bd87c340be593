import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { AccessLogRecord } from '@oaf/contract';
import { readJournal } from './readJournal';

const NAME = /^access-log-(\d+)-\d+\.jsonl$/;

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What was found in the journals of processes that are gone. */
export type Recovered = {
  records: AccessLogRecord[];
  /** Last lines that a killed process did not finish; the calls were not answered. */
  torn: number;
  /** Files with lines that are no records, and how many. */
  setAside: Array<{ path: string; lines: number }>;
};

/**
 * Records on their way to the database, as lines of JSON in files of the data directory. What a killed process left behind
 * is found by the next one. Writes are synchronous and not flushed to the disk: they outlive the process, not the machine.
 */
export class AccessLogJournal {
  readonly #directory: string;
  #count = 0;
  #open: { path: string; descriptor: number } | undefined;
  #closed: string[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  append(record: AccessLogRecord): void {
    this.#open ??= this.#create();
    writeSync(this.#open.descriptor, `${JSON.stringify(record)}\n`);
  }

  /** What is appended from now on goes to another file; answers the files before, for `drop`. */
  rotate(): string[] {
    if (this.#open) {
      closeSync(this.#open.descriptor);
      this.#closed.push(this.#open.path);
      this.#open = undefined;
    }
    return [...this.#closed];
  }

  /** The records of these files are stored. */
  drop(files: string[]): void {
    files.forEach(file => rmSync(file, { force: true }));
    this.#closed = this.#closed.filter(file => !files.includes(file));
  }

  /**
   * What processes which are gone did not store, oldest file first; their files are from now on among the closed. Lines
   * that are no records are copied to a file beside them, which stays until somebody looks at it.
   */
  recover(): Recovered {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const left = readdirSync(this.#directory)
      .filter(name => NAME.test(name) && !isAlive(Number(NAME.exec(name)![1])))
      .sort()
      .map(name => join(this.#directory, name));
    this.#closed.push(...left);
    const recovered: Recovered = { records: [], torn: 0, setAside: [] };
    for (const file of left) {
      const { records, torn, unreadable } = readJournal(readFileSync(file));
      recovered.records.push(...records);
      recovered.torn += torn;
      if (unreadable.length > 0) {
        recovered.setAside.push(this.#setAside(file, unreadable));
      }
    }
    return recovered;
  }

  /** The name is made of the journal's, so that a file which is read again is not copied twice. */
  #setAside(file: string, lines: Buffer[]) {
    const path = join(this.#directory, `unreadable-${basename(file)}`);
    const newline = Buffer.from('\n');
    const content = Buffer.concat(lines.flatMap(line => [line, newline]));
    writeFileSync(path, content, { mode: 0o600 });
    return { path, lines: lines.length };
  }

  #create() {
    this.#count += 1;
    const name = `access-log-${process.pid}-${Date.now()}${this.#count}.jsonl`;
    const path = join(this.#directory, name);
    return { path, descriptor: openSync(path, 'a', 0o600) };
  }
}
