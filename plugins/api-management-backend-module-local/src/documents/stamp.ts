import { statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file as of a moment. */
export type StampedFile = {
  path: string;
  /** What changes with the file's content, without reading it; also of a file that is not there. */
  stamp: string;
};

/** To be taken before the file is read, so that a change meanwhile is seen the next time. */
export function stampSync(path: string): StampedFile {
  try {
    return { path, stamp: stampOf(statSync(path, { bigint: true })) };
  } catch (error) {
    return { path, stamp: stampOfFailure(error) };
  }
}

export async function stamp(path: string): Promise<StampedFile> {
  try {
    return { path, stamp: stampOf(await stat(path, { bigint: true })) };
  } catch (error) {
    return { path, stamp: stampOfFailure(error) };
  }
}

function stampOf(stats: BigIntStats): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return [dev, ino, size, mtimeNs, ctimeNs].join('-');
}

function stampOfFailure(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
