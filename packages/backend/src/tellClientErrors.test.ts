import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tellClientErrors } from './tellClientErrors';

describe('what Node refuses', () => {
  let server: Server;

  beforeEach(async () => {
    server = createServer((_, response) => response.end('well'));
    tellClientErrors(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  async function exchange(text: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    return Buffer.concat(await socket.toArray()).toString();
  }

  it.each([
    [
      'an oversized query',
      `GET /api/api-management/products?search=${'x'.repeat(
        20_000,
      )} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      /may have 16 KiB together/,
    ],
    ['junk', 'junk\r\n\r\n', 400, /not valid HTTP/],
  ])('%s is answered with a body', async (_, text, status, message) => {
    const [head, body] = (await exchange(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(JSON.parse(body)).toEqual({
      error: { name: 'InputError', message: expect.stringMatching(message) },
      response: { statusCode: status },
    });
  });

  it('is answered on a connection that was used before', async () => {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1.1 200 /);
    socket.write(`GET /?${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`);
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it('is nothing of a good request', async () => {
    await expect(
      exchange('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
    ).resolves.toMatch(/^HTTP\/1.1 200 OK[^]*well$/);
  });
});
