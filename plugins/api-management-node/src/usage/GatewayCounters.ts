import type { LinkedAccount } from '../gateway/LinkedAccount';

/** Where calls arrive, in the gateway's own terms. @public */
export type CountedPlace = { apiId: string; stage: string };

/** How many calls a gateway itself counted in an hour. @public */
export type GatewayCount = CountedPlace & {
  /** Start of the hour, epoch milliseconds. */
  hour: number;
  calls: number;
};

/** @public */
export type GatewayCounts = {
  /** An hour of a place that is known and not named here had no calls. */
  counts: GatewayCount[];
  /** Epoch milliseconds at the start of the first hour that is known in whole; undefined: all that were asked for. */
  knownFrom?: number;
  /** Of which nothing is known, and why, in whole sentences that say what to do. */
  unknown: Array<CountedPlace & { why: string }>;
};

/**
 * What a gateway itself counts of the calls that arrive at it, whatever becomes of its access log. The log is compared with
 * it, so that calls that were not logged do not stay unseen.
 *
 * @public
 */
export interface GatewayCounters {
  /** So many milliseconds after its end an hour is counted. */
  readonly settlesWithin: number;
  /**
   * Share of an hour's calls by which log and counters may differ without a call being lost, for example at the turn of an
   * hour; rounded up to a call. 0 when they agree to the call.
   */
  readonly tolerance: number;

  /**
   * @param options - `from`, `to`: epoch milliseconds at starts of hours; `to` is exclusive
   * @throws GatewayError when nothing can be told of the region
   */
  count(
    at: { account: LinkedAccount; region: string },
    options: {
      places: CountedPlace[];
      from: number;
      to: number;
      signal: AbortSignal;
    },
  ): Promise<GatewayCounts>;
}
