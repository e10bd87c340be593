/** A file of an access log. */
export type LogFile = {
  /** With the folders it is in, of which some may say `source_account=…`, `day=…` or `hour=…`. */
  name: string;
  /** Bytes. */
  size: number;
  /** Epoch milliseconds. */
  modified: number;
};

/** Which files are wanted; times are epoch milliseconds. */
export type WantedFiles = {
  /** Files with calls since then. */
  since?: number;
  /** Files that were modified since then. */
  modifiedSince?: number;
  signal: AbortSignal;
};

/** Where the files of an access log are. */
export interface LogFiles {
  /**
   * How much later than it was modified a file may be seen, in milliseconds: clocks differ, and a large upload becomes
   * visible when it ends.
   */
  readonly visibleWithin: number;

  /** Files that cannot be wanted may be left out. */
  list(wanted: WantedFiles): Promise<LogFile[]>;

  /**
   * Makes files readable; answers their paths on this machine, in the same order. A path ends with the file's name.
   */
  fetch(files: LogFile[], signal: AbortSignal): Promise<string[]>;

  close(): Promise<void>;
}

/** Changes when the file does. */
export const stampOf = ({ size, modified }: LogFile) => `${size}-${modified}`;
