import {
  eachMeter,
  meterNames,
  type LatencySketch,
  type Meters,
} from '@oaf/contract';

/** What was counted, or by how much it is other than it was. */
export type Counted = { meters: Meters; latency: LatencySketch };

export const nothing: Counted = { meters: eachMeter(() => 0), latency: {} };

export const plus = (one: Counted, other: Counted) => combined(one, other, 1);

export const minus = (one: Counted, other: Counted) => combined(one, other, -1);

/** Buckets without calls are left out, so that equal sums are equal. */
function combined(one: Counted, other: Counted, sign: 1 | -1): Counted {
  const latency = { ...one.latency };
  for (const [bucket, calls] of Object.entries(other.latency)) {
    const sum = (latency[Number(bucket)] ?? 0) + sign * calls;
    if (sum === 0) {
      delete latency[Number(bucket)];
    } else {
      latency[Number(bucket)] = sum;
    }
  }
  return {
    meters: eachMeter(meter => one.meters[meter] + sign * other.meters[meter]),
    latency,
  };
}

export function isNothing({ meters, latency }: Counted): boolean {
  return (
    meterNames.every(meter => meters[meter] === 0) &&
    Object.keys(latency).length === 0
  );
}
