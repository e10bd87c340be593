import { TokenBucket } from './TokenBucket';

export type Quota = {
  /** Requests per second over all operations. Default 10. */
  rate: number;
  /** Default 40. */
  burst: number;
  /** Whether regions have buckets of their own or share their account's; AWS does not say. Default `region`. */
  scope: 'region' | 'account';
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: total operations. */
export const defaultQuota: Quota = { rate: 10, burst: 40, scope: 'region' };

/**
 * Operations with a quota of their own, besides the total. How many at once is told of GetResources only; the others are
 * taken to let through a second's worth, or one.
 */
const operationQuotas = new Map([
  ['GetResources', { rate: 2.5, burst: 5 }],
  ['CreateApiKey', { rate: 5, burst: 5 }],
  ['DeleteApiKey', { rate: 5, burst: 5 }],
  ['UpdateUsagePlan', { rate: 0.05, burst: 1 }],
]);

/** The request quotas of all accounts. */
export class Quotas {
  readonly #quota: Quota;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  bucketName(accountId: string, region: string): string {
    return this.#quota.scope === 'account'
      ? accountId
      : `${accountId}/${region}`;
  }

  /** Answers whether the call is within quota. A call that is not takes no token. */
  admits(bucketName: string, operation: string): boolean {
    const now = performance.now();
    const own = operationQuotas.get(operation);
    return (
      this.#bucket(bucketName, this.#quota, now).take(now) &&
      (!own || this.#bucket(`${bucketName} ${operation}`, own, now).take(now))
    );
  }

  #bucket(
    name: string,
    quota: { rate: number; burst: number },
    now: number,
  ): TokenBucket {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      bucket = new TokenBucket({ ...quota, now });
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}
