import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { stampOf, type LogFile } from './LogFiles';

export type S3FilesOptions = {
  client: S3Client;
  bucket: string;
  /** Empty, or with a slash at its end. */
  prefix: string;
  /** Where objects are kept while they are read; it is emptied. */
  folder: string;
  /** Bytes of objects that are kept for the next time. */
  maxKept: number;
};

const AT_ONCE = 8;

type Kept = { stamp: string; size: number; path: Promise<string> };

/** Objects as files of this machine, those that were read last for as long as there is room. */
export class S3Downloads {
  readonly #options: S3FilesOptions;
  /** The one that was wanted last is at the end. */
  readonly #kept = new Map<string, Kept>();

  constructor(options: S3FilesOptions) {
    this.#options = options;
  }

  async fetch(files: LogFile[], signal: AbortSignal): Promise<string[]> {
    const paths: string[] = [];
    for (let start = 0; start < files.length; start += AT_ONCE) {
      const some = files.slice(start, start + AT_ONCE);
      paths.push(...(await Promise.all(some.map(f => this.#take(f, signal)))));
    }
    await this.#dropOldest(new Set(files.map(({ name }) => name)));
    return paths;
  }

  async close(): Promise<void> {
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  async #take(file: LogFile, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const stamp = stampOf(file);
    const before = this.#kept.get(file.name);
    const kept =
      before?.stamp === stamp
        ? before
        : { stamp, size: file.size, path: this.#download(file, signal) };
    this.#kept.delete(file.name);
    this.#kept.set(file.name, kept);
    try {
      return await kept.path;
    } catch (error) {
      this.#kept.delete(file.name);
      throw error;
    }
  }

  /** Keys may be what no path is; the folders say what lines do not. */
  #pathOf({ name }: LogFile): string {
    const parts = name.split('/');
    const file = parts.pop()!;
    const folders = parts.filter(part => /^\w+=[\w.-]+$/.test(part));
    const digest = createHash('sha256').update(name).digest('hex').slice(0, 32);
    const [, ending = ''] = /(\.\w+(?:\.gz)?)$/.exec(file) ?? [];
    return join(this.#options.folder, ...folders, `${digest}${ending}`);
  }

  async #download(file: LogFile, signal: AbortSignal): Promise<string> {
    const { client, bucket, prefix } = this.#options;
    const path = this.#pathOf(file);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${file.name}` }),
      { abortSignal: signal },
    );
    const unfinished = `${path}.unfinished`;
    await pipeline(
      Body as Readable,
      createWriteStream(unfinished, { mode: 0o600 }),
      { signal },
    );
    await rename(unfinished, path);
    return path;
  }

  async #dropOldest(wanted: Set<string>) {
    let size = [...this.#kept.values()].reduce(
      (sum, each) => sum + each.size,
      0,
    );
    for (const [name, kept] of this.#kept) {
      if (size <= this.#options.maxKept) {
        return;
      }
      if (!wanted.has(name)) {
        this.#kept.delete(name);
        size -= kept.size;
        await rm(await kept.path, { force: true });
      }
    }
  }
}
