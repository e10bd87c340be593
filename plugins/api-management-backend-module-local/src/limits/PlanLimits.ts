import type { Grant } from '@oaf/contract';
import { GatewayProblem } from '../gateway/GatewayProblem';
import { quotaPeriod } from './quotaPeriod';
import { TokenBucket } from './TokenBucket';

/** Counts the calls of a subscription that an upstream answered since the instant. */
export type CountAnsweredCalls = (
  subscriptionId: string,
  since: number,
) => Promise<number>;

interface Period {
  start: number;
  end: number;
}

interface QuotaCounter extends Period {
  used: Promise<{ calls: number }>;
}

/** Gives a call that was admitted back to the quota, because no upstream answered it. */
export type Release = () => void;

const NOTHING_TO_RELEASE: Release = () => {};

function throttled({ rate, burst }: Grant['limits'], seconds: number) {
  return new GatewayProblem(429, 'throttled', {
    detail: `The plan allows ${rate} calls per second and ${burst} at once.`,
    headers: { 'retry-after': String(Math.ceil(seconds)) },
  });
}

function quotaExceeded(
  { limit, period }: NonNullable<Grant['limits']['quota']>,
  { end }: Period,
  now: number,
) {
  return new GatewayProblem(429, 'quota_exceeded', {
    detail: `The plan allows ${limit} calls per ${period} and all are used. The next ${period} starts at ${new Date(
      end,
    ).toISOString()}.`,
    headers: { 'retry-after': String(Math.ceil((end - now) / 1000)) },
  });
}

/**
 * Rate, burst and quota of each subscription, held in this process. A quota's count is taken from the access log
 * the first time it is needed in a period, so it survives a restart; calls that no upstream answered do not count.
 */
export class PlanLimits {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #counters = new Map<string, QuotaCounter>();
  readonly #countAnsweredCalls: CountAnsweredCalls;

  constructor(countAnsweredCalls: CountAnsweredCalls) {
    this.#countAnsweredCalls = countAnsweredCalls;
  }

  /** @throws GatewayProblem 429 with `Retry-After` when the plan does not allow the call now */
  async admit(grant: Grant, now: number): Promise<Release> {
    const wait = this.#bucket(grant.subscriptionId).take(grant.limits, now);
    if (wait > 0) {
      throw throttled(grant.limits, wait);
    }
    return this.#reserve(grant, now);
  }

  async #reserve(
    { subscriptionId, limits: { quota } }: Grant,
    now: number,
  ): Promise<Release> {
    if (!quota) {
      return NOTHING_TO_RELEASE;
    }
    const period = quotaPeriod(quota.period, now);
    const used = await this.#used(subscriptionId, period);
    if (used.calls >= quota.limit) {
      throw quotaExceeded(quota, period, now);
    }
    used.calls += 1;
    return () => {
      used.calls -= 1;
    };
  }

  #bucket(subscriptionId: string): TokenBucket {
    const bucket = this.#buckets.get(subscriptionId) ?? new TokenBucket();
    this.#buckets.set(subscriptionId, bucket);
    return bucket;
  }

  /** Set before anything is awaited, so that calls which arrive together share one count. */
  #used(subscriptionId: string, period: Period): QuotaCounter['used'] {
    const held = this.#counters.get(subscriptionId);
    if (held?.start === period.start && held.end === period.end) {
      return held.used;
    }
    const used = this.#count(subscriptionId, period);
    this.#counters.set(subscriptionId, { ...period, used });
    return used;
  }

  async #count(subscriptionId: string, { start }: Period) {
    try {
      return { calls: await this.#countAnsweredCalls(subscriptionId, start) };
    } catch (error) {
      this.#counters.delete(subscriptionId);
      throw error;
    }
  }
}
