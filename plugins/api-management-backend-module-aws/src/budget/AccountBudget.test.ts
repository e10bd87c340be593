import { SimulatedClock } from '../__testUtils__/SimulatedClock';
import { AccountBudgets } from './AccountBudgets';

const account = { accountId: '111111111111' };
const request = {
  priority: 'sweep' as const,
  signal: new AbortController().signal,
};
const MINUTE = 60_000;

function setUp() {
  const clock = new SimulatedClock();
  const budgets = new AccountBudgets(
    {
      rate: 5,
      burst: 20,
      accounts: { '222222222222': { rate: 1, burst: 1 } },
    },
    clock,
  );
  const send = async (region: string, throttling?: object) =>
    (await budgets.acquire(account, region, request)).settle(throttling);
  return {
    clock,
    budgets,
    send,
    read: (r: string) => budgets.read(account, r),
  };
}

describe('AccountBudgets', () => {
  it('knows nothing of a region before its first request', async () => {
    const { read, send } = setUp();
    expect(read('eu-west-1')).toBeUndefined();
    await send('eu-west-1');
    expect(read('eu-west-1')).toEqual({
      rate: 5,
      burst: 20,
      requests: 1,
      throttled: 0,
      sharedByRegions: false,
    });
  });

  it('takes the limits of the account where it has its own', async () => {
    const { budgets } = setUp();
    const other = { accountId: '222222222222' };
    await budgets.acquire(other, 'eu-west-1', request);
    expect(budgets.read(other, 'eu-west-1')).toMatchObject({
      rate: 1,
      burst: 1,
    });
  });

  it('keeps regions apart when one of them is throttled', async () => {
    const { read, send } = setUp();
    await send('eu-west-1', {});
    await send('eu-central-1');
    expect(read('eu-west-1')).toMatchObject({ rate: 2.5, throttled: 1 });
    expect(read('eu-central-1')).toMatchObject({ rate: 5, throttled: 0 });
  });

  it('keeps regions apart that are throttled at different times', async () => {
    const { clock, read, send } = setUp();
    await send('eu-west-1', {});
    await clock.advance(2001);
    await send('eu-central-1', {});
    expect(read('eu-central-1')).toMatchObject({ sharedByRegions: false });
  });

  it('gives all regions one budget once two are throttled together, and serves who waits', async () => {
    const { clock, read, send } = setUp();
    await send('us-east-1');
    await send('eu-west-1', {});
    const served: string[] = [];
    const wait = async (name: string) => {
      await send('eu-west-1');
      served.push(name);
    };
    ['a', 'b', 'c'].forEach(wait);
    await send('eu-central-1', {});
    await clock.advance(0);
    expect(read('us-east-1')).toMatchObject({ rate: 5, sharedByRegions: true });
    expect(served).toEqual([]);
    await clock.advance(600);
    expect(served).toEqual(['a', 'b', 'c']);
    let waited = true;
    const elsewhere = send('us-east-1').then(() => (waited = false));
    await clock.advance(190);
    expect(waited).toBe(true);
    await clock.advance(10);
    await elsewhere;
  });

  it('separates them again after an hour without throttling', async () => {
    const { clock, read, send } = setUp();
    await send('eu-west-1', {});
    await send('eu-central-1', {});
    await clock.advance(59 * MINUTE);
    await send('eu-west-1');
    expect(read('eu-west-1')).toMatchObject({ sharedByRegions: true });
    await clock.advance(2 * MINUTE);
    const sent = send('eu-west-1');
    await clock.advance(1000);
    await sent;
    expect(read('eu-west-1')).toMatchObject({ sharedByRegions: false });
  });
});
