/** How many lines were delivered, by day of delivery, hour and problem. */
export type LineCounts = ReadonlyMap<string, number>;

/**
 * What was delivered on the days that a cursor looks at, as its holder was told. A table does not say when a line arrived, so
 * hours are told again when their lines have become more.
 */
export class Delivered {
  readonly cursor: string;
  readonly loggedUntil: number;
  readonly at: number;
  readonly #counts: LineCounts;

  constructor(
    told: { cursor: string; loggedUntil: number; at: number } = {
      cursor: '',
      loggedUntil: 0,
      at: -Infinity,
    },
    counts: LineCounts = new Map(),
  ) {
    this.cursor = told.cursor;
    this.loggedUntil = told.loggedUntil;
    this.at = told.at;
    this.#counts = counts;
  }

  /** Nothing is taken as told when the holder has another cursor: perhaps it failed before it had stored this one. */
  for(cursor: string | undefined): Delivered {
    return cursor === this.cursor ? this : new Delivered();
  }

  /** How many lines came. */
  growth(key: string, lines: number): number {
    return Math.max(0, lines - (this.#counts.get(key) ?? 0));
  }
}
