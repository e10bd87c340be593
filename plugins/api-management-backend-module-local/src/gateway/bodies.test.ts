import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const MEGABYTE = Buffer.alloc(1024 * 1024);

/** More than all buffers between the two ends hold together. */
const ENDLESS = 200;

function until(condition: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const timer = setInterval(() => {
      if (condition()) {
        clearInterval(timer);
        resolve();
      }
    }, 20);
  });
}

/** Resolves when the number has not changed for half a second. */
async function settled(read: () => number): Promise<number> {
  let last = -1;
  let since = 0;
  await until(() => {
    since = read() === last ? since + 1 : 0;
    last = read();
    return last > 0 && since === 25;
  });
  return last;
}

describe('bodies', () => {
  const setUp = setUpGateway({
    maxRequestBodyBytes: 1000,
    timeouts: { requestHeaders: '700ms', requestIdle: '700ms', idle: '3s' },
  });
  const path = '/accounts/accounts/1';
  const post = async (rest: string) =>
    `POST ${path} HTTP/1.1\r\n${await signedFields(
      setUp.consumer,
      path,
      'POST',
    )}${rest}`;

  function open(): Socket {
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    return connect(Number(port), hostname);
  }

  it('answers 413 to a body that is announced as too large, before it reaches the upstream', async () => {
    const answer = await setUp.consumer.call(path, {
      method: 'POST',
      body: new Uint8Array(1001),
    });
    expect(answer.status).toBe(413);
    await expect(answer.json()).resolves.toMatchObject({
      error: 'payload_too_large',
      detail: 'The body of a request may have 1000 bytes.',
    });
    expect(setUp.upstream.received).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      status: 413,
      error: 'payload_too_large',
      integration_status: null,
    });
  });

  it('answers 413 to a body that turns out to be too large', async () => {
    setUp.upstream.handler = request => request.resume();
    const chunk = `1f4\r\n${'x'.repeat(500)}\r\n`;
    const answer = await exchange(
      setUp.gateway.baseUrl,
      await post(
        `Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(
          3,
        )}0\r\n\r\n`,
      ),
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('payload_too_large');
  });

  it('takes a body of exactly the limit', async () => {
    const answer = await setUp.consumer.call(path, {
      method: 'POST',
      body: new Uint8Array(1000),
    });
    expect(answer.status).toBe(200);
  });

  it('answers 408 when a body stops on the way', async () => {
    setUp.upstream.handler = request => request.resume();
    const answer = await exchange(
      setUp.gateway.baseUrl,
      await post('Content-Length: 100\r\n\r\nbegin'),
    );
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('request_timeout');
    await expect(setUp.record()).resolves.toMatchObject({
      status: 408,
      request_length: 5,
      error: 'request_timeout',
    });
  });

  it('answers 408 when the body of a request to the issuer stops on the way', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      'POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=',
    );
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('answers 408 when a header stops on the way', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      'GET /accounts HTTP/1.1\r\nHost: gate',
    );
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('answers 431 to a header that is too large', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `GET /accounts HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it('asks for a body that waits for 100 (Continue) only when the call is allowed', async () => {
    const expecting = 'Expect: 100-continue\r\nContent-Length: 5\r\n';
    const refused = await exchange(
      setUp.gateway.baseUrl,
      `POST ${path} HTTP/1.1\r\nHost: a\r\n${expecting}\r\n`,
    );
    expect(refused).toMatch(/^HTTP\/1.1 401 /);
    expect(refused).toMatch(/\r\nConnection: close\r\n/);
    setUp.upstream.handler = async (request, response) => {
      response.end(Buffer.concat(await request.toArray()));
    };
    const socket = open();
    socket.write(await post(`Connection: close\r\n${expecting}\r\n`));
    const [first] = await once(socket, 'data');
    expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('hello');
    const rest = Buffer.concat(await socket.toArray()).toString();
    expect(rest).toMatch(/^HTTP\/1.1 200 [^]*hello/);
    expect(setUp.upstream.received[0].headers).not.toHaveProperty('expect');
  });

  it('passes an answer on that comes before the body was read', async () => {
    setUp.upstream.handler = (_request, response) => {
      response.writeHead(422, { connection: 'close' }).end('no');
    };
    const socket = open();
    socket.write(
      await post('Connection: close\r\nContent-Length: 900\r\n\r\nbegin'),
    );
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 422 [^]*no/);
    await expect(setUp.record()).resolves.toMatchObject({
      status: 422,
      integration_status: 422,
      error: null,
    });
  });

  it('leaves a caller who reads nothing', async () => {
    setUp.upstream.handler = (_request, response) => {
      response.writeHead(200, { 'content-length': ENDLESS * MEGABYTE.length });
      const more = (left: number): unknown =>
        left === 0
          ? response.end()
          : response.write(MEGABYTE, () => more(left - 1));
      more(ENDLESS);
    };
    const fields = await signedFields(setUp.consumer, path, 'GET');
    const socket = open();
    socket.write(`GET ${path} HTTP/1.1\r\n${fields}\r\n`);
    await expect(setUp.record()).resolves.toMatchObject({
      status: 200,
      error: 'client_closed',
    });
    socket.destroy();
  });
});

describe('back-pressure', () => {
  const setUp = setUpGateway({
    maxRequestBodyBytes: ENDLESS * MEGABYTE.length,
    timeouts: { drain: '100ms' },
  });
  const path = '/accounts/accounts/1';

  it('reads no more of an answer than its caller takes', async () => {
    let written = 0;
    setUp.upstream.handler = (_request, response) => {
      const more = () => {
        if (written < ENDLESS) {
          response.write(MEGABYTE, () => {
            written += 1;
            more();
          });
        }
      };
      more();
    };
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const fields = await signedFields(setUp.consumer, path, 'GET');
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\n${fields}\r\n`);
    await expect(settled(() => written)).resolves.toBeLessThan(ENDLESS / 4);
    socket.destroy();
  });

  it('takes no more of a body than the upstream reads', async () => {
    setUp.upstream.handler = () => {};
    const { hostname, port } = new URL(setUp.gateway.baseUrl);
    const fields = await signedFields(setUp.consumer, path, 'POST');
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${path} HTTP/1.1\r\n${fields}Content-Length: ${
        ENDLESS * MEGABYTE.length
      }\r\n\r\n`,
    );
    let written = 0;
    const more = () => {
      if (written < ENDLESS && !socket.destroyed) {
        socket.write(MEGABYTE, () => {
          written += 1;
          more();
        });
      }
    };
    more();
    await expect(settled(() => written)).resolves.toBeLessThan(ENDLESS / 4);
    socket.destroy();
  });
});
