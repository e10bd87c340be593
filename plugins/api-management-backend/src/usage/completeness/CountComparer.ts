import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  GatewayError,
  type GatewayCounters,
  type GatewayCounts,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../../accounts/AccountStore';
import { startOf } from '../intervals';
import type { UsageStore } from '../UsageStore';
import type { ComparedPlace, CompletenessStore } from './CompletenessStore';
import type { LoggedPlaces } from './LoggedPlaces';

const HOUR_MS = 3_600_000;

/** Hours that were compared are asked for again so long, as counters may be late. */
const AGAIN_MS = 3 * HOUR_MS;

/** What nobody could compare for longer is left out. */
const MAX_BEHIND_MS = 14 * 24 * HOUR_MS;

type Region = { account: StoredAccount; region: string };

type Options = {
  /** Type of the gateway driver. */
  source: string;
  counters: GatewayCounters;
  completenessStore: CompletenessStore;
  usageStore: UsageStore;
  accountStore: AccountStore;
  places: LoggedPlaces;
  logger: LoggerService;
  config: { usage: { graceMs: number } };
};

/** Compares the log of a source with what its gateways counted, hour by hour. */
export class CountComparer {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** May run in several replicas at once, be cut off anywhere, and be run again. */
  async compare(signal: AbortSignal): Promise<void> {
    const { source, completenessStore, accountStore, places } = this.#options;
    const all = await places.all();
    const compared = await completenessStore.compared(
      source,
      all.filter(place => place.source === source),
      Date.now(),
    );
    const until = await this.#closedUntil();
    const due = compared.filter(place => place.comparedUntil < until);
    if (due.length === 0) {
      return;
    }
    const accounts = await accountStore.listLinked({ driver: source });
    for (const account of accounts) {
      const own = due.filter(place => place.accountId === account.accountId);
      for (const region of new Set(own.map(place => place.region))) {
        signal.throwIfAborted();
        const inRegion = own.filter(place => place.region === region);
        await this.#compareRegion(
          { account, region },
          { places: inRegion, until },
          signal,
        );
      }
    }
  }

  /** Hours before are over, counted from the log, closed, and settled at the gateway. */
  async #closedUntil(): Promise<number> {
    const { source, usageStore, counters, config } = this.#options;
    const meteredUntil = (await usageStore.meteredUntil([source])) ?? 0;
    return startOf(
      'hour',
      Math.min(
        meteredUntil - config.usage.graceMs,
        Date.now() - counters.settlesWithin,
      ),
    );
  }

  /** A region of which nothing can be told holds up no other. */
  async #compareRegion(
    at: Region,
    { places, until }: { places: ComparedPlace[]; until: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { completenessStore, counters, logger } = this.#options;
    const from = Math.min(...places.map(place => firstHour(place, until)));
    try {
      const counts = await counters.count(at, {
        places: places.map(({ apiId, stage }) => ({ apiId, stage })),
        from,
        to: until,
        signal,
      });
      for (const place of places) {
        await this.#record(place, until, counts);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof GatewayError)) {
        throw error;
      }
      logger.warn(
        `The access log of ${at.region} of account ${at.account.alias} cannot be compared: ${error.message}`,
      );
      await completenessStore.noteProblem(
        places.map(({ id }) => id),
        error.message,
      );
    }
  }

  async #record(
    place: ComparedPlace,
    until: number,
    { counts, knownFrom = 0, unknown }: GatewayCounts,
  ): Promise<void> {
    const { completenessStore, counters } = this.#options;
    const isHere = (at: { apiId: string; stage: string }) =>
      at.apiId === place.apiId && at.stage === place.stage;
    const problem = unknown.find(isHere)?.why;
    if (problem !== undefined) {
      await completenessStore.noteProblem([place.id], problem);
      return;
    }
    await completenessStore.record(place, {
      from: Math.max(firstHour(place, until), knownFrom),
      to: until,
      calls: new Map(
        counts.filter(isHere).map(({ hour, calls }) => [hour, calls]),
      ),
      tolerance: counters.tolerance,
    });
  }
}

function firstHour(
  { comparedFrom, comparedUntil }: ComparedPlace,
  until: number,
): number {
  return Math.max(
    comparedFrom,
    comparedUntil - AGAIN_MS,
    until - MAX_BEHIND_MS,
  );
}
