import type { LatencySketch } from '@oaf/contract';
import { fromMeters, metersOfRow } from '../meterQueries';
import type { Counted } from './Counted';

/** A damaged sketch takes percentiles away, and no calls. There may be many, so they are looked at quickly. */
export function toSketch(text: string | null): LatencySketch {
  try {
    const sketch = JSON.parse(text ?? '{}');
    const isSketch = Object.entries(sketch).every(
      ([bucket, calls]) =>
        Number.isInteger(Number(bucket)) && Number.isFinite(calls),
    );
    return isSketch ? sketch : {};
  } catch {
    return {};
  }
}

export const toCounted = (row: any): Counted => ({
  meters: metersOfRow(row),
  latency: toSketch(row.latency),
});

export const fromCounted = ({ meters, latency }: Counted) => ({
  ...fromMeters(meters),
  latency: JSON.stringify(latency),
});
