import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHidden } from './isLogFile';
import type { LogFile, LogFiles, WantedFiles } from './LogFiles';
import { isBefore } from './partitions';

/** What was purged in the meantime is not there. */
async function unlessGone<Result>(
  reading: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Files of a folder of this machine, in folders of it however deep. */
export class FolderFiles implements LogFiles {
  readonly visibleWithin = 10_000;
  readonly #folder: string;

  /** @param folder - absolute path; one that is not there yet is empty */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(wanted: WantedFiles): Promise<LogFile[]> {
    const files: LogFile[] = [];
    await this.#walk('', wanted, files);
    return files;
  }

  async fetch(files: LogFile[], signal: AbortSignal): Promise<string[]> {
    signal.throwIfAborted();
    return files.map(({ name }) => join(this.#folder, name));
  }

  async close(): Promise<void> {}

  async #walk(folder: string, wanted: WantedFiles, files: LogFile[]) {
    wanted.signal.throwIfAborted();
    const path = join(this.#folder, folder);
    const entries = await unlessGone(readdir(path, { withFileTypes: true }));
    for (const entry of entries ?? []) {
      await this.#visit(folder, entry, wanted, files);
    }
  }

  async #visit(
    folder: string,
    entry: Dirent,
    wanted: WantedFiles,
    files: LogFile[],
  ) {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (isHidden(entry.name) || isBefore(name, wanted.since)) {
      return;
    }
    if (entry.isDirectory()) {
      await this.#walk(name, wanted, files);
    } else if (entry.isFile()) {
      const stats = await unlessGone(stat(join(this.#folder, name)));
      if (stats) {
        files.push({ name, size: stats.size, modified: stats.mtimeMs });
      }
    }
  }
}
