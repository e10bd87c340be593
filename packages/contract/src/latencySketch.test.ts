import {
  BUCKETS_PER_E,
  countSketch,
  latencyBucket,
  mergeSketches,
  sketchLatencies,
  sketchPercentile,
} from './latencySketch';

/** Every latency from a tenth of a millisecond to half a minute, about three in a thousand apart, in no order. */
const latencies = Array.from(
  { length: 4000 },
  (_, n) => 0.1 * 1.003 ** ((n * 1237) % 4000),
);

const exactly = (fraction: number) =>
  [...latencies].sort((a, b) => a - b)[
    Math.ceil(fraction * latencies.length) - 1
  ];

describe('a sketch of latencies', () => {
  it.each([0.25, 0.5, 0.95, 0.99, 1])(
    'tells percentile %s to within five percent, or one millisecond',
    fraction => {
      const found = sketchPercentile(sketchLatencies(latencies), fraction)!;
      const off = Math.abs(found - exactly(fraction));
      expect(off).toBeLessThanOrEqual(Math.max(1, 0.0501 * exactly(fraction)));
    },
  );

  it('of parts that were merged is the sketch of the whole', () => {
    const parts = [0, 1, 2].map(part =>
      sketchLatencies(latencies.filter((_, n) => n % 3 === part)),
    );
    expect(mergeSketches(parts)).toEqual(sketchLatencies(latencies));
  });

  it('is the same after it was kept as JSON', () => {
    const sketch = sketchLatencies(latencies);
    expect(JSON.parse(JSON.stringify(sketch))).toEqual(sketch);
  });

  it('knows how many calls it is made of', () => {
    expect(countSketch(sketchLatencies(latencies))).toBe(latencies.length);
    expect(countSketch({})).toBe(0);
  });

  it('of no calls has no percentile', () => {
    expect(sketchPercentile({}, 0.5)).toBeUndefined();
  });

  it('of one call is that call', () => {
    expect(sketchPercentile(sketchLatencies([0.3]), 0.5)).toBe(1);
    const found = sketchPercentile(sketchLatencies([200]), 0.01)!;
    expect(Math.abs(found - 200)).toBeLessThanOrEqual(10);
  });

  it('changes no sketch that it is merged of', () => {
    const one = sketchLatencies([1, 10]);
    mergeSketches([one, one]);
    expect(one).toEqual(sketchLatencies([1, 10]));
  });

  it.each([
    [-5, 0],
    [0, 0],
    [0.5, 0],
    [1, 0],
    [1.05, 1],
    [12.5, 26],
    [30_000, 104],
  ])('puts %s ms into bucket %s', (milliseconds, bucket) => {
    expect(latencyBucket(milliseconds)).toBe(bucket);
  });

  it('has buckets that never change: records of years are merged', () => {
    expect(BUCKETS_PER_E).toBeCloseTo(9.991661, 5);
  });
});
