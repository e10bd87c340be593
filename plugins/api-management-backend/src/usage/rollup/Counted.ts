import {
  addMeters,
  eachMeter,
  meterNames,
  mergeSketches,
  type LatencySketch,
  type Meters,
} from '@oaf/contract';

/** What was counted, or by how much it is other than it was. */
export type Counted = { meters: Meters; latency: LatencySketch };

export const nothing: Counted = { meters: eachMeter(() => 0), latency: {} };

/** By how much the first is more. */
export const difference = (one: Meters, other: Meters): Meters =>
  eachMeter(meter => one[meter] - other[meter]);

// Sketches take a kilobyte each, and there are hundred thousands: what stays as it is, is not copied.

export const plus = (one: Counted, other: Counted): Counted =>
  one === nothing
    ? other
    : {
        meters: addMeters([one.meters, other.meters]),
        latency: combined(one.latency, other.latency, 1),
      };

/** Of many at once, which takes no longer the more there were before. */
export const sum = (parts: Counted[]): Counted =>
  parts.length === 1
    ? parts[0]
    : {
        meters: addMeters(parts.map(({ meters }) => meters)),
        latency: mergeSketches(parts.map(({ latency }) => latency)),
      };

export const minus = (one: Counted, other: Counted): Counted =>
  other === nothing
    ? one
    : {
        meters: difference(one.meters, other.meters),
        latency: combined(one.latency, other.latency, -1),
      };

/** Buckets without calls are left out, so that equal sums are equal. */
function combined(
  one: LatencySketch,
  other: LatencySketch,
  sign: 1 | -1,
): LatencySketch {
  const latency = { ...one };
  for (const [bucket, calls] of Object.entries(other)) {
    const total = (latency[Number(bucket)] ?? 0) + sign * calls;
    if (total === 0) {
      delete latency[Number(bucket)];
    } else {
      latency[Number(bucket)] = total;
    }
  }
  return latency;
}

export function isNothing({ meters, latency }: Counted): boolean {
  return (
    meterNames.every(meter => meters[meter] === 0) &&
    Object.keys(latency).length === 0
  );
}
