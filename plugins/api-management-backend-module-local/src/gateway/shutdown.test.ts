import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const path = '/accounts/accounts';
const limits = { rate: 100_000, burst: 100_000, quota: null };

describe('an embedded gateway that closes', () => {
  const setUp = setUpGateway({ timeouts: { drain: '1s' } });

  async function get(): Promise<string> {
    const fields = await signedFields(setUp.consumer, path, 'GET');
    return `GET ${path} HTTP/1.1\r\n${fields}\r\n`;
  }

  it('answers running calls with Connection: close, and hangs up on idle connections', async () => {
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const idle = connect(Number(port), hostname);
    const idleEnded = once(idle.resume(), 'end');
    idle.write('GET /oauth/jwks HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(idle, 'data');
    const arrived = new Promise<() => void>(resolve => {
      setUp.upstream.handler = (_request, response) =>
        resolve(() => response.end('last words'));
    });
    const answer = exchange(setUp.gateway.baseUrl, await get());
    const finish = await arrived;
    const restarted = setUp.gateway.restart();
    await idleEnded;
    finish();
    await expect(answer).resolves.toMatch(
      /^HTTP\/1.1 200 [^]*\r\nConnection: close\r\n[^]*last words/,
    );
    await restarted;
    await expect(setUp.record()).resolves.toMatchObject({
      status: 200,
      error: null,
    });
  });

  it('breaks calls off that outlast the drain time, and logs them', async () => {
    const arrived = new Promise<void>(resolve => {
      setUp.upstream.handler = () => resolve();
    });
    const answer = exchange(setUp.gateway.baseUrl, await get());
    await arrived;
    const [text] = await Promise.all([
      answer.catch(() => ''),
      setUp.gateway.restart(),
    ]);
    expect(text).toBe('');
    await expect(setUp.record()).resolves.toMatchObject({
      status: 499,
      error: 'client_closed',
    });
  });

  it('loses no call and no record of callers who keep calling', async () => {
    await setUp.gateway.grant({ revision: 2, limits });
    const answered: number[] = [];
    const refused: Error[] = [];
    let isOver = false;
    const callOnce = async () => {
      const answer = await setUp.consumer.call(path);
      await answer.text();
      answered.push(answer.status);
    };
    const caller = async () => {
      while (!isOver) {
        await callOnce().catch(error => refused.push(error));
      }
    };
    const callers = Array.from({ length: 4 }, caller);
    await sleep(500);
    await setUp.gateway.restart();
    await sleep(500);
    isOver = true;
    await Promise.all(callers);
    expect(new Set(answered)).toEqual(new Set([200]));
    // While nobody listened calls were refused; none of them had got through.
    expect(refused.length).toBeGreaterThan(0);
    expect(setUp.upstream.received).toHaveLength(answered.length);
    const records = await setUp.gateway.log(answered.length);
    expect(records).toHaveLength(answered.length);
    expect(new Set(records.map(({ error }) => error))).toEqual(new Set([null]));
  });
});

describe('grants that change under load', () => {
  const setUp = setUpGateway();

  it('drop no call but those they revoke', async () => {
    await setUp.gateway.grant({ revision: 2, limits });
    const seen: { status: number; revision: number }[] = [];
    const between: number[] = [];
    let revision = 2;
    let isOver = false;
    const caller = async () => {
      while (!isOver) {
        const sentAt = revision;
        const answer = await setUp.consumer.call(path);
        await answer.text();
        if (sentAt === revision) {
          seen.push({ status: answer.status, revision });
        } else {
          between.push(answer.status);
        }
      }
    };
    const callers = Array.from({ length: 4 }, caller);
    const change = async (status: 'active' | 'suspended') => {
      // A call that was under way during the change may get either answer, but no other.
      const next = revision + 1;
      revision = NaN;
      await setUp.gateway.grant({ revision: next, status, limits });
      revision = next;
      await sleep(100);
    };
    for (let round = 0; round < 10; round += 1) {
      await change('active');
    }
    const suspended = revision + 1;
    await change('suspended');
    for (let round = 0; round < 5; round += 1) {
      await change('active');
    }
    isOver = true;
    await Promise.all(callers);
    expect(between.filter(code => code !== 200 && code !== 403)).toEqual([]);
    const during = seen.filter(call => call.revision === suspended);
    const outside = seen.filter(call => call.revision !== suspended);
    expect(during.length).toBeGreaterThan(0);
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set([403]));
    expect(outside.length).toBeGreaterThan(50);
    expect(new Set(outside.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
  });
});
