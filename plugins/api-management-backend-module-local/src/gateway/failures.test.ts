import { once } from 'node:events';
import { connect } from 'node:net';
import { expectProblem } from '../__testUtils__/expectProblem';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

describe('calls that break', () => {
  const setUp = setUpGateway();

  it('answers 502 when the upstream is stopped, and logs it', async () => {
    await setUp.upstream.close();
    await expectProblem(await setUp.consumer.call('/accounts/accounts'), {
      status: 502,
      error: 'upstream_unavailable',
      detail: 'The API cannot be reached or broke the connection.',
    });
    await expect(setUp.record()).resolves.toMatchObject({
      status: 502,
      integration_status: null,
      error: 'upstream_unavailable',
      subscription_id: setUp.grant.subscriptionId,
    });
    expect(setUp.gateway.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('ECONNREFUSED'),
    );
  });

  it('answers 502 when the upstream hangs up without an answer', async () => {
    setUp.upstream.handler = request => request.socket.destroy();
    const answer = await setUp.consumer.call('/accounts/accounts');
    expect(answer.status).toBe(502);
  });

  it('answers 504 when the upstream is too slow, and logs it', async () => {
    setUp.upstream.handler = () => {};
    await expectProblem(await setUp.consumer.call('/accounts/accounts'), {
      status: 504,
      error: 'upstream_timeout',
      detail: 'The API did not answer in time.',
    });
    await expect(setUp.record()).resolves.toMatchObject({
      status: 504,
      integration_status: null,
      error: 'upstream_timeout',
    });
  });

  it.each([
    ['breaks off', (socket: { destroy(): void }) => socket.destroy()],
    ['stalls', () => {}],
  ])('breaks an answer off that the upstream %s', async (_, then) => {
    setUp.upstream.handler = (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('begin');
      setTimeout(then, 50, request.socket);
    };
    const answer = await setUp.consumer.call('/accounts/accounts');
    await expect(answer.text()).rejects.toThrow();
    await expect(setUp.record()).resolves.toMatchObject({
      status: 200,
      integration_status: 200,
      response_length: 5,
      error: expect.stringMatching(/^upstream_/),
    });
  });

  it('tells the upstream when the caller leaves before the answer', async () => {
    const left = new Promise(resolve => {
      setUp.upstream.handler = request => request.socket.once('close', resolve);
    });
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const headers = await signedFields(
      setUp.consumer,
      '/accounts/accounts',
      'GET',
    );
    const socket = connect(Number(port), hostname);
    socket.write(`GET /accounts/accounts HTTP/1.1\r\n${headers}\r\n`);
    await once(socket, 'connect');
    setTimeout(() => socket.destroy(), 150);
    await left;
    await expect(setUp.record()).resolves.toMatchObject({
      status: 499,
      integration_status: null,
      error: 'client_closed',
      subscription_id: setUp.grant.subscriptionId,
    });
  });

  it('logs a caller who leaves while uploading', async () => {
    setUp.upstream.handler = request => request.resume();
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const headers = await signedFields(
      setUp.consumer,
      '/accounts/accounts/1',
      'POST',
    );
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /accounts/accounts/1 HTTP/1.1\r\n${headers}Content-Length: 100\r\n\r\nbegin`,
    );
    await once(socket, 'connect');
    setTimeout(() => socket.destroy(), 150);
    await expect(setUp.record()).resolves.toMatchObject({
      status: 499,
      request_length: 5,
      error: 'client_closed',
    });
  });

  it('lets running calls end when it closes', async () => {
    let finish = () => {};
    const arrived = new Promise<void>(resolve => {
      setUp.upstream.handler = (_request, response) => {
        finish = () => response.end('last words');
        resolve();
      };
    });
    const answer = setUp.consumer.call('/accounts/accounts');
    await arrived;
    const restarted = setUp.gateway.restart();
    await expect(
      fetch(`${setUp.gateway.baseUrl}/oauth/jwks`),
    ).rejects.toThrow();
    finish();
    await expect((await answer).text()).resolves.toBe('last words');
    await restarted;
    await expect(setUp.record()).resolves.toMatchObject({ status: 200 });
  });
});
