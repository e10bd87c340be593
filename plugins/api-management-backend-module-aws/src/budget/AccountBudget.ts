import type { RequestBudget } from '@oaf/backstage-plugin-api-management-node';
import { Budget, type Permit, type PermitRequest } from './Budget';
import type { Clock } from './Clock';
import type { Limits } from './TokenBucket';

/** Regions that are throttled this close to each other are taken to share one quota. */
const CORRELATION_MS = 2000;
/** After so long without throttling each region has its own budget again. */
const SHARED_MS = 60 * 60 * 1000;

type Region = {
  budget: Budget;
  requests: number;
  throttled: number;
  throttledAt: number;
};

/**
 * The budgets of one account, one for each region. AWS documents the quota per account only; should regions turn out to
 * share it, they share one budget here too.
 */
export class AccountBudget {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #regions = new Map<string, Region>();
  #shared: { budget: Budget; since: number } | undefined;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** @throws the signal's reason when it is aborted before there is leave */
  async acquire(name: string, request: PermitRequest): Promise<Permit> {
    const region = this.#region(name);
    const permit = await this.#budgetOf(region).acquire(request);
    region.requests += 1;
    return {
      settle: throttling => {
        permit.settle(throttling);
        if (throttling) {
          this.#throttled(region);
        }
      },
    };
  }

  /** Undefined when the region was not asked yet. */
  read(name: string): RequestBudget | undefined {
    const region = this.#regions.get(name);
    return (
      region && {
        ...this.#budgetOf(region).limits(),
        requests: region.requests,
        throttled: region.throttled,
        sharedByRegions: this.#shared !== undefined,
      }
    );
  }

  #region(name: string): Region {
    const region = this.#regions.get(name) ?? {
      budget: new Budget(this.#limits, this.#clock),
      requests: 0,
      throttled: 0,
      throttledAt: -Infinity,
    };
    this.#regions.set(name, region);
    return region;
  }

  #budgetOf(region: Region): Budget {
    if (this.#shared && this.#isQuiet()) {
      this.#separate();
    }
    return this.#shared?.budget ?? region.budget;
  }

  #throttled(region: Region) {
    const now = this.#clock.now();
    region.throttled += 1;
    region.throttledAt = now;
    const together = [...this.#regions.values()].filter(
      ({ throttledAt }) => now - throttledAt <= CORRELATION_MS,
    );
    if (together.length > 1 && !this.#shared) {
      this.#share(now);
    }
  }

  #share(now: number) {
    const budget = new Budget(this.#limits, this.#clock, 0);
    this.#shared = { budget, since: now };
    for (const region of this.#regions.values()) {
      region.budget.handOver(budget);
    }
  }

  #isQuiet(): boolean {
    const last = Math.max(
      this.#shared!.since,
      ...[...this.#regions.values()].map(({ throttledAt }) => throttledAt),
    );
    return this.#clock.now() - last > SHARED_MS;
  }

  /** Who still waits in the shared line is served from there. */
  #separate() {
    this.#shared = undefined;
    for (const region of this.#regions.values()) {
      region.budget = new Budget(this.#limits, this.#clock, 0);
    }
  }
}
