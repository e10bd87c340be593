import { TokenBucket } from './TokenBucket';

const limits = { rate: 2, burst: 3 };

function take(bucket: TokenBucket, count: number, now: number) {
  return Array.from({ length: count }, () => bucket.take(limits, now));
}

describe('TokenBucket', () => {
  it('lets a burst pass, then tells how long to wait', () => {
    expect(take(new TokenBucket(), 5, 1000)).toEqual([0, 0, 0, 0.5, 0.5]);
  });

  it('fills at the rate, and no further than the burst', () => {
    const bucket = new TokenBucket();
    take(bucket, 3, 1000);
    expect(take(bucket, 2, 1500)).toEqual([0, 0.5]);
    expect(take(bucket, 4, 60_000)).toEqual([0, 0, 0, 0.5]);
  });

  it('takes new limits at once', () => {
    const bucket = new TokenBucket();
    take(bucket, 3, 1000);
    expect(bucket.take({ rate: 10, burst: 10 }, 1100)).toBe(0);
    expect(bucket.take({ rate: 0.1, burst: 1 }, 1100)).toBe(10);
  });

  it('fills no time in twice when calls come out of order', () => {
    const bucket = new TokenBucket();
    take(bucket, 3, 2000);
    bucket.take(limits, 1000);
    expect(bucket.take(limits, 2000)).toBe(0.5);
  });

  it('gives nothing for a clock that went back', () => {
    const bucket = new TokenBucket();
    take(bucket, 3, 2000);
    expect(bucket.take(limits, 1000)).toBe(0.5);
  });
});
