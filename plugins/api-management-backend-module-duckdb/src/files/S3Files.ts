import { paginateListObjectsV2, type _Object } from '@aws-sdk/client-s3';
import { isHidden } from './isLogFile';
import type { LogFile, LogFiles, WantedFiles } from './LogFiles';
import { isBefore } from './partitions';
import { S3Downloads, type S3FilesOptions } from './S3Downloads';

const DAY_MS = 86_400_000;

const isHere = ({ Key, Size }: _Object) =>
  Key !== undefined && !Key.endsWith('/') && Size !== undefined;

/**
 * Objects of S3, whose folders `day=…` say when a delivery stream wrote what is in them. DuckDB gets them as files: its own
 * reader of S3 would be downloaded at run time, and need credentials in SQL.
 */
export class S3Files implements LogFiles {
  /** A large upload carries the time at which it began. */
  readonly visibleWithin = 15 * 60_000;
  readonly #options: S3FilesOptions;
  readonly #downloads: S3Downloads;

  constructor(options: S3FilesOptions) {
    this.#options = options;
    this.#downloads = new S3Downloads(options);
  }

  async list(wanted: WantedFiles): Promise<LogFile[]> {
    const { since, modifiedSince, signal } = wanted;
    const first = [since, modifiedSince]
      .filter(time => time !== undefined)
      .map(time => time - DAY_MS);
    const files: LogFile[] = [];
    await this.#walk('', first.length > 0 ? Math.max(...first) : 0, files, {
      signal,
    });
    return files;
  }

  async fetch(files: LogFile[], signal: AbortSignal): Promise<string[]> {
    return this.#downloads.fetch(files, signal);
  }

  async close(): Promise<void> {
    await this.#downloads.close();
    this.#options.client.destroy();
  }

  async #walk(
    folder: string,
    since: number,
    files: LogFile[],
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    const { client, bucket, prefix } = this.#options;
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: `${prefix}${folder}`, Delimiter: '/' },
      { abortSignal: signal },
    );
    for await (const { Contents = [], CommonPrefixes = [] } of pages) {
      files.push(...Contents.filter(isHere).flatMap(this.#toFile));
      for (const { Prefix = '' } of CommonPrefixes) {
        const inner = Prefix.slice(prefix.length);
        if (!isHidden(inner.slice(folder.length)) && !isBefore(inner, since)) {
          await this.#walk(inner, since, files, { signal });
        }
      }
    }
  }

  readonly #toFile = ({ Key, Size, LastModified }: _Object): LogFile[] => {
    const name = Key!.slice(this.#options.prefix.length);
    return isHidden(name.split('/').at(-1)!)
      ? []
      : [{ name, size: Size!, modified: LastModified?.getTime() ?? 0 }];
  };
}
