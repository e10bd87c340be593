import { stampOf, type LogFile } from '../files/LogFiles';

/** A file, and how many lines of it were set aside. */
export type ChangedFile = { file: LogFile; quarantined: number };

/**
 * What was told with a cursor. Files that are modified shortly before it are looked at again, because others may become
 * visible among them; those that its holder has been told of are left out.
 */
export class Reported {
  readonly #cursor: string;
  readonly #files: ReadonlyMap<string, ChangedFile>;

  constructor(cursor = '', changed: ChangedFile[] = []) {
    this.#cursor = cursor;
    this.#files = new Map(changed.map(each => [each.file.name, each]));
  }

  /** Nothing is taken as told when the holder has another cursor: perhaps it failed before it had stored this one. */
  for(cursor: string | undefined): Reported {
    return cursor === this.#cursor ? this : new Reported();
  }

  hasToldOf(file: LogFile): boolean {
    const told = this.#files.get(file.name);
    return told !== undefined && stampOf(told.file) === stampOf(file);
  }

  /** Lines that were set aside and not told of; of a file that grew only the new ones. */
  countNew(changed: ChangedFile[]): number {
    return changed.reduce((sum, { file, quarantined }) => {
      const before = this.#files.get(file.name)?.quarantined ?? 0;
      return sum + Math.max(0, quarantined - before);
    }, 0);
  }
}
