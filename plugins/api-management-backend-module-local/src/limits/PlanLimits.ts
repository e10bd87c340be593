import { type Grant, type Period, quotaPeriod } from '@oaf/contract';
import { GatewayProblem } from '../gateway/GatewayProblem';
import { TokenBucket } from './TokenBucket';
import { UsedQuota, type CountedCall, type Reservation } from './UsedQuota';

/** Who calls, under which plan. */
export type PlanUse = Pick<
  Grant,
  'applicationId' | 'productId' | 'subscriptionId' | 'planId'
>;

/**
 * Counts the billable calls that arrived in a period, without those named: of the subscription those under the plan, of
 * former subscriptions of the application to the product all.
 */
export type CountBillableCalls = (
  calls: PlanUse & Period & { exceptRequestIds: string[] },
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
 * Rate, burst and quota, held in this process. They belong to an application, a product and a plan, whatever subscription
 * a call comes by: a new subscription gives nothing back. Within a subscription each plan is counted by itself, because
 * two are called by at once while one is changed for the other, and both are paid for.
 */
export class PlanLimits {
  readonly #uses = new Map<string, Use>();
  readonly #countBillableCalls: CountBillableCalls;

  constructor(countBillableCalls: CountBillableCalls) {
    this.#countBillableCalls = countBillableCalls;
  }

  /** @throws GatewayProblem 429 with `Retry-After` when the plan does not allow the call now */
  async admit(
    grant: PlanUse & Pick<Grant, 'limits'>,
    call: LimitedCall,
  ): Promise<Reservation> {
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

  #use({ applicationId, productId, subscriptionId, planId }: PlanUse): Use {
    const key = JSON.stringify([applicationId, productId, planId]);
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
          subscriptionId,
          planId,
          ...period,
          exceptRequestIds,
        }),
      ),
    };
    this.#uses.set(key, use);
    return use;
  }
}
