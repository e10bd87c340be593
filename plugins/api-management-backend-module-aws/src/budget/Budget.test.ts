import fc from 'fast-check';
import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import { SimulatedClock } from '../__testUtils__/SimulatedClock';
import { Budget, type Permit } from './Budget';

const limits = { rate: 10, burst: 2 };
const { signal } = new AbortController();

function setUp() {
  const clock = new SimulatedClock();
  const budget = new Budget(limits, clock);
  const granted: string[] = [];
  const permits: Permit[] = [];
  const ask = (name: string, priority: ReadPriority, own = signal) =>
    budget.acquire({ priority, signal: own }).then(permit => {
      granted.push(name);
      permits.push(permit);
      return permit;
    });
  /** One after the other, each answered at once. */
  const send = async (name: string, priority: ReadPriority) =>
    (await ask(name, priority)).settle();
  return { clock, budget, granted, permits, ask, send };
}

/** How many of the arrivals a gateway with whole milliseconds would throttle. */
function countThrottled(
  arrivals: number[],
  { rate, burst }: { rate: number; burst: number },
) {
  let tokens = burst;
  let filledAt = 0;
  let throttled = 0;
  for (const arrival of [...arrivals].sort((a, b) => a - b)) {
    const now = Math.floor(arrival);
    tokens = Math.min(burst, tokens + ((now - filledAt) * rate) / 1000);
    filledAt = now;
    if (tokens >= 1) tokens -= 1;
    else throttled += 1;
  }
  return throttled;
}

describe('Budget', () => {
  it('lets requests go as tokens come', async () => {
    const { clock, granted, send } = setUp();
    ['a', 'b', 'c', 'd'].forEach(name => send(name, 'sweep'));
    await clock.advance(10);
    expect(granted).toEqual(['a', 'b']);
    await clock.advance(100);
    expect(granted).toEqual(['a', 'b', 'c']);
    await clock.advance(100);
    expect(granted).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never lets interactive work wait behind a sweep', async () => {
    const priorities = fc.constantFrom<ReadPriority>('interactive', 'sweep');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(priorities, fc.nat(300)), { maxLength: 30 }),
        async arrivals => {
          const { clock, granted, send } = setUp();
          const waiting = new Set<string>();
          for (const [index, [priority, gap]] of arrivals.entries()) {
            const before = granted.length;
            await clock.advance(gap);
            for (const name of granted.slice(before)) {
              const isBehind =
                name.startsWith('sweep') &&
                [...waiting].some(other => other.startsWith('interactive'));
              waiting.delete(name);
              expect(isBehind).toBe(false);
            }
            const name = `${priority} ${index}`;
            waiting.add(name);
            send(name, priority);
          }
          await clock.advance(10_000);
          expect(granted).toHaveLength(arrivals.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is never throttled by a gateway with the same limits, whatever the network does', async () => {
    const latency = fc.record({ there: fc.nat(400), back: fc.nat(400) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(latency, { minLength: 1, maxLength: 80 }),
        async (inFlight, burst, latencies) => {
          const clock = new SimulatedClock();
          const budget = new Budget({ rate: 10, burst }, clock);
          const arrivals: number[] = [];
          const rest = [...latencies];
          const work = async () => {
            for (let next = rest.pop(); next; next = rest.pop()) {
              const permit = await budget.acquire({
                priority: 'sweep',
                signal,
              });
              arrivals.push(clock.now() + next.there);
              const trip = next.there + next.back;
              await new Promise<void>(done => clock.after(trip, done));
              permit.settle();
            }
          };
          const all = Promise.all(Array.from({ length: inFlight }, work));
          await clock.advance(120_000);
          await all;
          expect(arrivals).toHaveLength(latencies.length);
          expect(countThrottled(arrivals, { rate: 10, burst })).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('slows down to half when it is throttled', async () => {
    const { clock, budget, permits, granted, ask } = setUp();
    ask('a', 'sweep');
    await clock.advance(10);
    permits[0].settle({});
    expect(budget.limits().rate).toBe(5);
    ask('b', 'sweep');
    await clock.advance(180);
    expect(granted).toEqual(['a']);
    await clock.advance(20);
    expect(granted).toEqual(['a', 'b']);
  });

  it('waits as long as the gateway asks', async () => {
    const { clock, permits, granted, ask } = setUp();
    ask('a', 'interactive');
    await clock.advance(0);
    permits[0].settle({ retryAfterMs: 3000 });
    ask('b', 'interactive');
    await clock.advance(2999);
    expect(granted).toEqual(['a']);
    await clock.advance(1);
    expect(granted).toEqual(['a', 'b']);
  });

  it('lets go of whoever is aborted while waiting', async () => {
    const { clock, granted, ask, send } = setUp();
    const controller = new AbortController();
    await send('a', 'sweep');
    const waiting = [
      ask('b', 'sweep', controller.signal),
      send('c', 'sweep'),
    ] as const;
    controller.abort(new Error('No longer wanted'));
    await expect(waiting[0]).rejects.toThrow('No longer wanted');
    await clock.advance(100);
    expect(granted).toEqual(['a', 'c']);
    await expect(ask('d', 'sweep', controller.signal)).rejects.toThrow(
      'No longer wanted',
    );
  });
});
