import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { accessLogRecordSchema, type AccessLogRecord } from '@oaf/contract';

const NAME = /^access-log-(\d+)-\d+\.jsonl$/;

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The end of the last line may be missing: the process was killed while it wrote. */
function parseLine(line: string): AccessLogRecord[] {
  try {
    return [accessLogRecordSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

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

  /** Records that processes which are gone did not store, oldest file first; their files are from now on among the closed. */
  recover(): AccessLogRecord[] {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const left = readdirSync(this.#directory)
      .filter(name => NAME.test(name) && !isAlive(Number(NAME.exec(name)![1])))
      .sort()
      .map(name => join(this.#directory, name));
    this.#closed.push(...left);
    return left
      .flatMap(file => readFileSync(file, 'utf8').split('\n'))
      .flatMap(parseLine);
  }

  #create() {
    this.#count += 1;
    const name = `access-log-${process.pid}-${Date.now()}${this.#count}.jsonl`;
    const path = join(this.#directory, name);
    return { path, descriptor: openSync(path, 'a', 0o600) };
  }
}
