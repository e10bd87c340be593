import type { Page, PageRequest } from '../../database/page';
import type { LoggedPlace } from './LoggedCount';

/** A place, and how far its log was compared. Times are epoch milliseconds. */
export type ComparedPlace = LoggedPlace & {
  id: string;
  source: string;
  /** Start of the first hour that is compared. */
  comparedFrom: number;
  /** Hours before are compared. */
  comparedUntil: number;
  /** Why none is at present. */
  problem: string | null;
};

/** What was counted of a place, in hours from `from` to `to`. */
export type PlaceCounts = {
  from: number;
  to: number;
  /** By the hour; one that is missing had no calls. */
  calls: Map<number, number>;
  /** See GatewayCounters. */
  tolerance: number;
};

/** Calls of an hour that are not in the log. */
export type Gap = LoggedPlace & {
  placeId: string;
  source: string;
  hour: number;
  logged: number;
  counted: number;
  missing: number;
};

/** Which hours are asked for; without `placeIds` of all places. */
export type GapFilter = { placeIds?: string[]; from: number; to: number };

/** Whether the log has the calls that gateways counted. */
export interface CompletenessStore {
  /**
   * Of these places, which are all of the source that have to be in the log, how far each is. A place that is new or was
   * not among them is compared from the next hour on: before, its calls need not have been logged.
   */
  compared(
    source: string,
    places: LoggedPlace[],
    now: number,
  ): Promise<ComparedPlace[]>;
  /** May be done again, and by two at once. */
  record(place: ComparedPlace, counts: PlaceCounts): Promise<void>;
  noteProblem(placeIds: string[], problem: string): Promise<void>;

  /** Those that are compared. */
  places(placeIds?: string[]): Promise<ComparedPlace[]>;
  listGaps(filter: GapFilter, page: PageRequest): Promise<Page<Gap>>;
  sumGaps(filter: GapFilter): Promise<{ calls: number; hours: number }>;
}
