import type { UsageCounts } from '@oaf/backstage-plugin-api-management-common';
import { type LatencySketch, sketchPercentile } from '@oaf/contract';
import type { Counted } from './rollup/Counted';

export function toCounts({ meters, latency }: Counted): UsageCounts {
  const { latencySum, ...counts } = meters;
  return {
    ...counts,
    averageLatency: counts.calls ? latencySum / counts.calls : 0,
    ...toPercentiles(latency),
  };
}

/** None while no latency is known. */
function toPercentiles(latency: LatencySketch): Partial<UsageCounts> {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(fraction =>
    sketchPercentile(latency, fraction),
  );
  return p50 === undefined ? {} : { p50, p95, p99 };
}
