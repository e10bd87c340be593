import type { ChangedHours } from '@oaf/backstage-plugin-api-management-node';
import type { LoggedCount } from '../completeness/LoggedCount';
import type { Counted } from './Counted';
import type { UsageKey } from './seriesOf';

/** Calls of an hour (epoch milliseconds at its start) in terms of our own records. */
export type CountedUsage = UsageKey & Counted & { hour: number };

/** How far the counting of a source is. */
export type Rollup = {
  source: string;
  /** Undefined: from the beginning of the log. */
  cursor: string | undefined;
  /** Raised by each step; who goes on from an older one is late. */
  version: number;
  /** Epoch milliseconds; hours before are not kept, so they cannot be counted anew. */
  keptFrom: number;
};

/** Others counted meanwhile; what was being done is done by them. */
export class CountedByOthersError extends Error {}

/**
 * The usage of a source, counted in steps. Each is one transaction and may be done again. All but `read` and `pending` throw
 * {@link CountedByOthersError} when the rollup is not the present one any more, and answer the present one.
 */
export interface RollupStore {
  read(source: string): Promise<Rollup>;
  /** Notes which hours are to be counted and moves the cursor. */
  noteChanged(rollup: Rollup, changed: ChangedHours): Promise<Rollup>;
  /** Hours that are to be counted, oldest first. */
  pending(source: string, limit: number): Promise<number[]>;
  /**
   * Replaces what was counted of hours, with all sums that they are part of. What changes in an hour after it was closed
   * is noted as a correction.
   *
   * @param options - `graceMs`: so long after its end an hour is closed; `logged`: all calls of these hours, whoever called
   */
  replaceHours(
    rollup: Rollup,
    hours: number[],
    usage: CountedUsage[],
    options: { graceMs: number; now: number; logged: LoggedCount[] },
  ): Promise<Rollup>;
}
