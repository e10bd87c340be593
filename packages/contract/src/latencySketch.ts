/**
 * How many calls took about how long: calls by bucket, where bucket `n` holds the latencies up to `GAMMA` to the power of
 * `n` milliseconds. Sketches can be added up, and tell any percentile to within 5 % of the latency itself; up to one
 * millisecond all are alike. It is JSON as it is.
 */
export type LatencySketch = { [bucket: number]: number };

const RELATIVE_ERROR = 0.05;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);

/** Buckets per factor e: bucket = ceil(ln(milliseconds) * BUCKETS_PER_E), for engines that count with SQL. */
export const BUCKETS_PER_E = 1 / Math.log(GAMMA);

/** @param milliseconds - as logged */
export function latencyBucket(milliseconds: number): number {
  return Math.ceil(Math.log(Math.max(milliseconds, 1)) * BUCKETS_PER_E);
}

/** @param latencies - milliseconds, of one call each */
export function sketchLatencies(latencies: number[]): LatencySketch {
  return mergeSketches(
    latencies.map(latency => ({ [latencyBucket(latency)]: 1 })),
  );
}

export function mergeSketches(sketches: LatencySketch[]): LatencySketch {
  const merged: LatencySketch = {};
  for (const [bucket, calls] of sketches.flatMap(bucketsOf)) {
    merged[bucket] = (merged[bucket] ?? 0) + calls;
  }
  return merged;
}

/**
 * The latency in milliseconds that the fraction of the calls did not exceed; undefined of no calls.
 *
 * @param fraction - above 0, at most 1, for example 0.95
 */
export function sketchPercentile(
  sketch: LatencySketch,
  fraction: number,
): number | undefined {
  const buckets = bucketsOf(sketch).sort(([a], [b]) => a - b);
  let rank = Math.ceil(fraction * countSketch(sketch));
  const found = buckets.find(([, calls]) => {
    rank -= calls;
    return rank <= 0;
  });
  return found && middleOf(found[0]);
}

/** How many calls a sketch is made of. */
export function countSketch(sketch: LatencySketch): number {
  return bucketsOf(sketch).reduce((sum, [, calls]) => sum + calls, 0);
}

function bucketsOf(sketch: LatencySketch): Array<[number, number]> {
  return Object.entries(sketch).map(([bucket, calls]) => [
    Number(bucket),
    Number(calls),
  ]);
}

/** As far from the bucket's lower as from its upper end, relative to each. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GAMMA ** bucket) / (GAMMA + 1);
}
