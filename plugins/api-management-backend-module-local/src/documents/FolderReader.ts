import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { readText } from './readText';
import { stampSync } from './stamp';
import type { StampedFile } from './stamp';

/** More would be no API but a file system. */
const MAX_FILES = 1000;

/** Reads what a document refers to, from one folder and nowhere else: neither by `..` nor by a symbolic link. */
export class FolderReader {
  /** The files that were asked for, with their stamps; what is not there may come. */
  readonly files: StampedFile[] = [];
  /** All that was read, in the order it was asked for. */
  readonly texts: string[] = [];
  readonly #folder: string | undefined;
  #bytesLeft: number;

  constructor(folder: string | undefined, maxBytes: number) {
    this.#folder = folder;
    this.#bytesLeft = maxBytes;
  }

  /** Undefined for what is outside of the folder or is no readable text. */
  read(path: string): string | undefined {
    if (!this.#folder || !isWithin(this.#folder, path)) {
      return undefined;
    }
    if (this.files.length >= MAX_FILES) {
      throw new Error(`it refers to more than ${MAX_FILES} files`);
    }
    this.files.push(stampSync(path));
    try {
      return this.#readWithin(this.#folder, path);
    } catch {
      return undefined;
    }
  }

  #readWithin(folder: string, path: string): string | undefined {
    if (!isWithin(realpathSync(folder), realpathSync(path))) {
      return undefined;
    }
    const text = readText(path, this.#bytesLeft);
    this.#bytesLeft -= Buffer.byteLength(text);
    this.texts.push(text);
    return text;
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
