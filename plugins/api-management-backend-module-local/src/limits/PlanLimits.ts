import type { Grant } from '@oaf/contract';
import { GatewayProblem } from '../gateway/GatewayProblem';
import { quotaPeriod, type Period } from './quotaPeriod';
import { TokenBucket } from './TokenBucket';
import { UsedQuota, type CountedCall, type Reservation } from './UsedQuota';

/** Counts the billable calls of an application to a product that arrived in a period, without those named. */
export type CountBillableCalls = (
  calls: Pick<Grant, 'applicationId' | 'productId'> &
    Period & { exceptRequestIds: string[] },
) => Promise<number>;

/** A call as limits know it. */
export type LimitedCall = CountedCall & {
  /** Milliseconds of a clock that nobody sets. */
  arrivedAt: number;
};

type Quota = NonNullable<Grant['limits']['quota']>;

interface Use {
  bucket: TokenBucket;
  quota: UsedQuota;
}

function throttled({ rate, burst }: Grant['limits'], seconds: number) {
  return new GatewayProblem(429, 'throttled', {
    detail: `The plan allows ${rate} calls per second and ${burst} at once.`,
    headers: { 'retry-after': String(Math.ceil(seconds)) },
  });
}

function quotaExceeded({ limit, period }: Quota, now: number) {
  const { end } = quotaPeriod(period, now);
  return new GatewayProblem(429, 'quota_exceeded', {
    detail: `The plan allows ${limit} calls per ${period} and all are used. The next ${period} starts at ${new Date(
      end,
    ).toISOString()}.`,
    headers: { 'retry-after': String(Math.ceil((end - now) / 1000)) },
  });
}

/**
 * Rate, burst and quota, held in this process. They belong to an application and a product, whatever subscription or plan a
 * call comes by: neither a new subscription nor another plan gives anything back.
 */
export class PlanLimits {
  readonly #uses = new Map<string, Use>();
  readonly #countBillableCalls: CountBillableCalls;

  constructor(countBillableCalls: CountBillableCalls) {
    this.#countBillableCalls = countBillableCalls;
  }

  /** @throws GatewayProblem 429 with `Retry-After` when the plan does not allow the call now */
  async admit(grant: Grant, call: LimitedCall): Promise<Reservation> {
    const { limits } = grant;
    const use = this.#use(grant);
    const wait = use.bucket.take(limits, call.arrivedAt);
    if (wait > 0) {
      throw throttled(limits, wait);
    }
    const reservation = await use.quota.reserve(call, limits.quota);
    if (!reservation) {
      throw quotaExceeded(limits.quota!, call.requestTime);
    }
    return reservation;
  }

  #use({ applicationId, productId }: Grant): Use {
    const key = JSON.stringify([applicationId, productId]);
    const held = this.#uses.get(key);
    if (held) {
      return held;
    }
    const use = {
      bucket: new TokenBucket(),
      quota: new UsedQuota((period, exceptRequestIds) =>
        this.#countBillableCalls({
          applicationId,
          productId,
          ...period,
          exceptRequestIds,
        }),
      ),
    };
    this.#uses.set(key, use);
    return use;
  }
}
