import { AdaptiveRate } from './AdaptiveRate';

describe('AdaptiveRate', () => {
  it('is the configured rate while nothing is throttled', () => {
    expect(new AdaptiveRate(10).at(1e9)).toBe(10);
  });

  it('is halved, then grows evenly and no further than configured', () => {
    const rate = new AdaptiveRate(10);
    rate.cut(900, 1000);
    expect([1000, 4000, 16_000, 99_000].map(now => rate.at(now))).toEqual([
      5, 6, 10, 10,
    ]);
  });

  it('is cut once for all requests that were on their way', () => {
    const rate = new AdaptiveRate(10);
    rate.cut(900, 1000);
    rate.cut(999, 1001);
    expect(rate.at(1000)).toBe(5);
    rate.cut(1000, 1000);
    expect(rate.at(1000)).toBe(2.5);
  });

  it('never ends', () => {
    const rate = new AdaptiveRate(10);
    for (let now = 0; now < 20; now += 1) {
      rate.cut(now, now);
    }
    expect(rate.at(19)).toBeCloseTo(0.2);
  });
});
