export type BucketCounts = {
  requests: number;
  throttled: number;
  /** The most requests within any one second. */
  maxPerSecond: number;
};

export type Counts = {
  /** By `<service>:<operation>`, e.g. `apigateway:GetStages`. */
  operations: Record<string, number>;
  /** API Gateway calls by quota bucket: `<account>/<region>`, or `<account>` when regions share. */
  buckets: Record<string, BucketCounts>;
  /** API Gateway calls. */
  requests: number;
  /** How many of them were answered 429. */
  throttled: number;
  maxPerSecond: number;
  /** When the first of them came, in epoch milliseconds; null when none did. */
  firstRequestAt: number | null;
  /** The last 1,000 exports: `<account>/<region>/<api>/<stage>`. */
  exports: string[];
};

const EXPORTS_KEPT = 1000;

/** What was asked of the control plane. */
export class Counters {
  readonly #operations = new Map<string, number>();
  readonly #buckets = new Map<string, BucketCounts & { recent: number[] }>();
  #exports: string[] = [];
  #firstRequestAt: number | null = null;

  countOperation(name: string) {
    this.#operations.set(name, (this.#operations.get(name) ?? 0) + 1);
  }

  countRequest(bucketName: string, admitted: boolean) {
    this.#firstRequestAt ??= Date.now();
    const bucket = this.#bucket(bucketName);
    const now = performance.now();
    bucket.requests += 1;
    bucket.throttled += admitted ? 0 : 1;
    bucket.recent.push(now);
    while (bucket.recent[0] <= now - 1000) {
      bucket.recent.shift();
    }
    bucket.maxPerSecond = Math.max(bucket.maxPerSecond, bucket.recent.length);
  }

  countExport(name: string) {
    if (this.#exports.length === EXPORTS_KEPT) {
      this.#exports.shift();
    }
    this.#exports.push(name);
  }

  reset() {
    this.#operations.clear();
    this.#buckets.clear();
    this.#exports = [];
    this.#firstRequestAt = null;
  }

  read(): Counts {
    const buckets = [...this.#buckets].map(([name, bucket]) => {
      const { recent, ...counts } = bucket;
      return [name, counts] as const;
    });
    const all = buckets.map(([, counts]) => counts);
    return {
      operations: Object.fromEntries(this.#operations),
      buckets: Object.fromEntries(buckets),
      requests: sum(all.map(({ requests }) => requests)),
      throttled: sum(all.map(({ throttled }) => throttled)),
      maxPerSecond: Math.max(0, ...all.map(counts => counts.maxPerSecond)),
      firstRequestAt: this.#firstRequestAt,
      exports: [...this.#exports],
    };
  }

  #bucket(name: string) {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      bucket = { requests: 0, throttled: 0, maxPerSecond: 0, recent: [] };
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
