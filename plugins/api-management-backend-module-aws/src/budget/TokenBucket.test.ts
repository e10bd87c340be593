import fc from 'fast-check';
import { TokenBucket } from './TokenBucket';

const limits = fc.record({
  rate: fc.integer({ min: 1, max: 20 }),
  burst: fc.integer({ min: 1, max: 40 }),
});

describe('TokenBucket', () => {
  it('holds its burst at once, then one token per 1/rate seconds', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 2 }, 0);
    const take = (now: number) => {
      const held = bucket.hold(now);
      if (held) bucket.spend(now);
      return held;
    };
    expect([take(5), take(5), take(5)]).toEqual([true, false, false]);
    expect([take(10), take(104), take(105)]).toEqual([true, false, false]);
    expect(bucket.waitMs(105)).toBeCloseTo(5);
    expect(take(110)).toBe(true);
  });

  it('gives nothing back for a request on its way, however long it takes', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 1 }, 0);
    expect(bucket.hold(0)).toBe(true);
    expect(bucket.hold(10_000)).toBe(false);
    bucket.spend(10_000);
    expect(bucket.waitMs(10_000)).toBe(100);
  });

  it('is empty once drained, also of what is on its way', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 20 }, 0);
    bucket.hold(0);
    bucket.drain(0);
    expect(bucket.waitMs(0)).toBe(100);
    bucket.spend(0);
    expect(bucket.waitMs(0)).toBe(100);
  });

  it('never allows more than rate · t + burst', () => {
    fc.assert(
      fc.property(
        limits,
        fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }),
        ({ rate, burst }, gaps) => {
          const bucket = new TokenBucket({ rate, burst }, 0);
          const taken: number[] = [];
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            while (bucket.hold(now)) {
              bucket.spend(now);
              taken.push(now);
            }
          }
          taken.forEach((from, first) =>
            taken.slice(first).forEach((until, index) => {
              const allowed = (rate * (until - from)) / 1000 + burst;
              expect(index + 1).toBeLessThanOrEqual(allowed + 1e-6);
            }),
          );
        },
      ),
    );
  });
});
