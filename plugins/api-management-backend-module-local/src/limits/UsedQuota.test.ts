import { UsedQuota } from './UsedQuota';

const at = (time: string) => Date.parse(`2026-${time}Z`);
const day = (limit: number) => ({ limit, period: 'day' as const });
const month = (limit: number) => ({ limit, period: 'month' as const });

/** A quota over a log in memory; each question to the log is noted. */
function quotaOver(log: Array<{ requestId: string; requestTime: number }>) {
  const asked: Array<{ from: string; except: string[] }> = [];
  const quota = new UsedQuota(async ({ start, end }, except) => {
    asked.push({ from: new Date(start).toISOString().slice(5, 10), except });
    return log.filter(
      ({ requestId, requestTime }) =>
        start <= requestTime &&
        requestTime < end &&
        !except.includes(requestId),
    ).length;
  });
  let calls = 0;
  const reserve = (
    time: string,
    limits: Parameters<UsedQuota['reserve']>[1],
  ) => {
    calls += 1;
    const call = { requestId: `call ${calls}`, requestTime: at(time) };
    return quota.reserve(call, limits);
  };
  return { asked, reserve };
}

describe('periods beside each other', () => {
  it.each([
    // a day and its month that begin, and that end, together
    ['03-01T12:00:00'],
    ['03-31T12:00:00'],
    ['03-15T12:00:00'],
  ])('at %s the day has a count of its own', async time => {
    const { reserve } = quotaOver([
      { requestId: 'a', requestTime: at('03-02T00:00:00') },
      { requestId: 'b', requestTime: at('03-30T00:00:00') },
    ]);
    expect(await reserve(time, month(3))).toBeDefined();
    expect(await reserve(time, month(3))).toBeUndefined();
    expect(await reserve(time, day(2))).toBeDefined();
    expect(await reserve(time, day(2))).toBeUndefined();
  });

  it('counts a call in the period in which it arrived', async () => {
    const { reserve } = quotaOver([]);
    await reserve('03-02T00:00:00', day(9));
    expect(await reserve('03-01T23:59:59.999', day(1))).toBeDefined();
    expect(await reserve('03-01T23:59:59.999', day(1))).toBeUndefined();
    expect(await reserve('03-02T00:00:00', day(2))).toBeDefined();
    expect(await reserve('03-02T23:59:59.999', day(2))).toBeUndefined();
  });
});

describe('a call that runs', () => {
  it('is counted beside the log, until it is in there', async () => {
    const { asked, reserve } = quotaOver([]);
    const first = await reserve('03-01T12:00:00', null);
    const second = await reserve('03-01T12:00:00', null);
    const elsewhere = await reserve('03-02T12:00:00', null);
    first!.end();
    await reserve('03-01T12:00:00', day(9));
    expect(asked).toEqual([{ from: '03-01', except: ['call 2'] }]);
    second!.end();
    elsewhere!.end();
    await reserve('03-01T12:00:00', month(9));
    expect(asked[1]).toEqual({ from: '03-01', except: ['call 4'] });
  });

  it('that is released does not count, however often it is', async () => {
    const { reserve } = quotaOver([]);
    const early = await reserve('03-01T12:00:00', null);
    early!.release();
    const first = await reserve('03-01T12:00:00', day(1));
    first!.release();
    first!.release();
    expect(await reserve('03-01T12:00:00', day(1))).toBeDefined();
    expect(await reserve('03-01T12:00:00', day(1))).toBeUndefined();
  });
});

describe('the count of a period that is over', () => {
  // a call late in one day, one in another, and one late in the first again
  it.each([
    ['is kept in the next', '03-02T00:30:00', ['03-01', '03-02']],
    [
      'is not kept in the one after that',
      '03-03T00:30:00',
      ['03-01', '03-03', '03-01'],
    ],
  ])('%s', async (_title, between, expected) => {
    const { asked, reserve } = quotaOver([]);
    await reserve('03-01T23:59:00', day(9));
    await reserve(between, day(9));
    await reserve('03-01T23:59:00', day(9));
    expect(asked.map(({ from }) => from)).toEqual(expected);
  });

  it('of a month is kept over its days', async () => {
    const { asked, reserve } = quotaOver([]);
    await reserve('03-01T12:00:00', month(9));
    await reserve('03-30T12:00:00', day(9));
    await reserve('03-30T12:00:00', month(9));
    expect(asked).toHaveLength(2);
  });
});
