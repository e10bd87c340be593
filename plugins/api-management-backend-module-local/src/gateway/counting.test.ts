import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { readUsage } from '../__testUtils__/readUsage';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const path = '/accounts/accounts';
const month = (limit: number) => ({ limit, period: 'month' as const });

describe('what counts for quota and bill', () => {
  const setUp = setUpGateway();

  /** Sends the call and hangs up once its upstream has been reached, or has done what it does then. */
  async function hangUp(
    upstream: RequestListener,
    { method = 'GET', body = '' } = {},
  ) {
    const arrived = new Promise<void>(resolve => {
      setUp.upstream.handler = async (request, response) => {
        await upstream(request, response);
        resolve();
      };
    });
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const fields = await signedFields(setUp.consumer, path, method);
    const socket = connect(Number(port), hostname);
    socket.write(`${method} ${path} HTTP/1.1\r\n${fields}${body || '\r\n'}`);
    await arrived;
    socket.destroy();
  }

  async function call(upstream: RequestListener, init?: { method: string }) {
    setUp.upstream.handler = upstream;
    const answer = await setUp.consumer.call(path, init);
    await answer.text().catch(() => {});
  }

  const silent: RequestListener = () => {};
  const ok: RequestListener = (_, response) => {
    response.end('{"ok":true}');
  };
  const begin: RequestListener = async (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('begin');
  };

  const cases: [string, number, () => Promise<unknown>][] = [
    ['an answered call', 1, () => call(ok)],
    [
      'a call that the upstream refuses',
      1,
      () => call((_, response) => response.writeHead(404).end()),
    ],
    ['a call whose caller hangs up before the answer', 1, () => hangUp(silent)],
    ['a call whose caller hangs up during the answer', 1, () => hangUp(begin)],
    [
      'a call whose caller hangs up after an interim answer',
      1,
      () => hangUp((_, response) => response.writeProcessing()),
    ],
    [
      'a call whose caller hangs up with half the body sent',
      1,
      () =>
        hangUp(silent, {
          method: 'POST',
          body: 'Content-Length: 100\r\n\r\nbegin',
        }),
    ],
    [
      'a call that asks for an upgrade and hangs up',
      1,
      () =>
        hangUp(silent, {
          body: 'Connection: upgrade\r\nUpgrade: websocket\r\n\r\n',
        }),
    ],
    [
      'a call that the upstream fails',
      0,
      () => call((_, response) => response.writeHead(500).end()),
    ],
    ['a call that the upstream does not answer in time', 0, () => call(silent)],
    [
      'a call that the upstream hangs up on',
      0,
      () => call(request => request.socket.destroy()),
    ],
    [
      'a call whose answer the upstream breaks off',
      0,
      () =>
        call((request, response) => {
          response.writeHead(200, { 'content-length': 100 }).write('begin');
          setTimeout(() => request.socket.destroy(), 50);
        }),
    ],
    ['a call beyond the scope', 0, () => call(ok, { method: 'DELETE' })],
  ];

  it.each(cases)('%s counts %d', async (_, counts, make) => {
    await setUp.gateway.grant({
      revision: 2,
      limits: { rate: 100, burst: 100, quota: month(1) },
    });
    await make();
    await setUp.gateway.log(1);
    const billable = await readUsage(setUp.gateway);
    expect(billable).toMatchObject([
      { meters: { calls: 1, billableCalls: counts } },
    ]);
    const next = counts === 1 ? 429 : 200;
    setUp.upstream.handler = ok;
    expect((await setUp.consumer.call(path)).status).toBe(next);
    await setUp.gateway.restart();
    expect((await setUp.consumer.call(path)).status).toBe(429);
    expect(setUp.upstream.received.length).toBeLessThanOrEqual(2);
  });

  it('is nothing when the upstream cannot be reached', async () => {
    await setUp.upstream.close();
    expect((await setUp.consumer.call(path)).status).toBe(502);
    await expect(setUp.record()).resolves.toMatchObject({
      integration_latency: null,
      integration_error: 'upstream_unavailable',
    });
    await expect(readUsage(setUp.gateway)).resolves.toMatchObject([
      { meters: { calls: 1, billableCalls: 0 } },
    ]);
  });

  it('is every call of 60 that are given up', async () => {
    const limits = { rate: 1000, burst: 1000, quota: null };
    await setUp.gateway.grant({ revision: 2, limits });
    for (let count = 0; count < 60; count += 1) {
      await hangUp(silent);
    }
    await setUp.gateway.log(60);
    await expect(readUsage(setUp.gateway)).resolves.toMatchObject([
      { meters: { calls: 60, billableCalls: 60 } },
    ]);
  });
});
