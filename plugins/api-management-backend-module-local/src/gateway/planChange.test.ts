import { exampleGrant, exampleSecrets } from '@oaf/access/testUtils';
import type { Grant } from '@oaf/contract';
import { createHash } from 'node:crypto';
import { readUsage } from '../__testUtils__/readUsage';
import { setUpGateway } from '../__testUtils__/setUpGateway';

const path = '/accounts/accounts';
const limits = { rate: 10_000, burst: 10_000, quota: null };
const next = 'oaf_key_next00000000000000000000000000';
const hash = createHash('sha256').update(next).digest('base64url');
const WORKERS = 4;

describe('while one plan is changed for another', () => {
  const setUp = setUpGateway();
  const [former] = exampleGrant('http://gateway.test').apiKeys;
  const coming = { credentialId: 'api-key-2', hash, expiresAt: null };

  /** The three grants of a plan change, as the tables want them one after the other. */
  const grants: Record<string, Partial<Grant>> = {
    before: { revision: 2, limits },
    overlap: {
      revision: 3,
      limits,
      apiKeys: [former, { ...coming, planId: 'plan-2', limits }],
    },
    after: { revision: 4, planId: 'plan-2', limits, apiKeys: [coming] },
  };

  const ask = async (apiKey: string) => {
    const headers = { 'x-api-key': apiKey };
    const answer = await setUp.consumer.call(path, { headers });
    await answer.text();
    return answer.status;
  };

  /** Programs that call all the time, each with the key that it has. */
  function constantLoad() {
    const keys: string[] = Array(WORKERS).fill(exampleSecrets.apiKey);
    const statuses: number[] = [];
    let done = false;
    const workers = keys.map(async (_, worker) => {
      while (!done) {
        statuses.push(await ask(keys[worker]));
      }
    });
    const calls = async (count: number) => {
      const until = statuses.length + count;
      while (statuses.length < until) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    };
    return {
      keys,
      calls,
      stop: async () => {
        done = true;
        await Promise.all(workers);
        return statuses;
      },
    };
  }

  it('no call is refused, and each is counted by the plan of its key', async () => {
    await setUp.gateway.grant(grants.before);
    const load = constantLoad();
    await load.calls(20);
    await setUp.gateway.grant(grants.overlap);
    await load.calls(20);
    await setUp.consumer.renewToken();
    load.keys.fill(next, 0, WORKERS / 2);
    await load.calls(20);
    load.keys.fill(next);
    await load.calls(2 * WORKERS);
    await setUp.gateway.grant(grants.after);
    await load.calls(20);
    const statuses = await load.stop();

    expect(statuses.filter(status => status !== 200)).toEqual([]);
    await setUp.gateway.log(statuses.length);
    const usage = await readUsage(setUp.gateway);
    const calls = Object.fromEntries(
      usage.map(({ planId, meters }) => [planId, meters.billableCalls]),
    );
    expect(Object.keys(calls).sort()).toEqual(['plan-1', 'plan-2']);
    expect(calls['plan-1'] + calls['plan-2']).toBe(statuses.length);
    expect(calls['plan-2']).toBeGreaterThanOrEqual(20);
    expect(await ask(exampleSecrets.apiKey)).toBe(403);
  });

  it('each plan limits the calls of its own key', async () => {
    const quota = (limit: number) => ({
      ...limits,
      quota: { limit, period: 'month' as const },
    });
    await setUp.gateway.grant({
      revision: 2,
      limits: quota(1),
      apiKeys: [former, { ...coming, planId: 'plan-2', limits: quota(2) }],
    });
    await setUp.consumer.renewToken();
    const statuses = [];
    for (const key of [exampleSecrets.apiKey, next]) {
      for (let call = 0; call < 3; call += 1) {
        statuses.push(await ask(key));
      }
    }
    expect(statuses).toEqual([200, 429, 429, 200, 200, 429]);
  });

  it('the new plan begins with its own count when the change is finished', async () => {
    const month = { limit: 2, period: 'month' as const };
    const both = { ...limits, quota: month };
    const own = { ...coming, planId: 'plan-2', limits: both };
    await setUp.gateway.grant({
      revision: 2,
      limits: both,
      apiKeys: [former, own],
    });
    await setUp.consumer.renewToken();
    const statuses = [
      await ask(exampleSecrets.apiKey),
      await ask(exampleSecrets.apiKey),
      await ask(next),
    ];
    await setUp.gateway.grant({ ...grants.after, limits: both });
    statuses.push(await ask(next), await ask(next));
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });
});
