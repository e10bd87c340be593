import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_RESPONSE_BYTES, UndiciTransport } from './UndiciTransport';

const request = {
  service: 'apigateway',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
  path: '/restapis',
  query: { position: 'a+b/c=' },
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
};

describe('UndiciTransport', () => {
  let server: Server;
  let transport: UndiciTransport;

  async function start(listener: RequestListener, timeouts?: object) {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    transport = new UndiciTransport(`http://127.0.0.1:${port}`, {
      connect: 1000,
      headers: 30_000,
      body: 30_000,
      ...timeouts,
    });
    return port;
  }

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await transport.close();
  });

  const send = (signal = new AbortController().signal) =>
    transport.send({ ...request, signal });

  it('sends a signed request and answers what came, over a kept connection', async () => {
    const sockets = new Set();
    const seen: unknown[] = [];
    const port = await start((req, res) => {
      sockets.add(req.socket);
      const { accept, host, authorization } = req.headers;
      seen.push([req.url, accept, host, authorization]);
      res.writeHead(404, { 'X-Amzn-ErrorType': 'NotFoundException' });
      res.end('{}');
    });
    await send();
    await new Promise(resolve => setImmediate(resolve));
    await expect(send()).resolves.toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'NotFoundException' },
      text: '{}',
    });
    expect(sockets.size).toBe(1);
    expect(seen[1]).toEqual([
      '/restapis?position=a%2Bb%2Fc%3D',
      'application/json',
      `127.0.0.1:${port}`,
      expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/apigateway\/aws4_request, SignedHeaders=accept;host;x-amz-date, Signature=[0-9a-f]{64}$/,
      ),
    ]);
  });

  it('stops waiting when it is aborted, before and after the headers', async () => {
    const controllers = [new AbortController(), new AbortController()];
    await start((_, res) => {
      if (controllers[0].signal.aborted) {
        res.write('half');
      }
      const next = controllers.find(({ signal }) => !signal.aborted)!;
      setImmediate(() => next.abort(new Error('Enough')));
    });
    await expect(send(controllers[0].signal)).rejects.toThrow('Enough');
    await expect(send(controllers[1].signal)).rejects.toThrow('Enough');
  });

  it('does not wait for ever', async () => {
    await start(() => {}, { headers: 1 });
    await expect(send()).rejects.toMatchObject({
      code: 'UND_ERR_HEADERS_TIMEOUT',
    });
  });

  it('reads no more than it can hold', async () => {
    await start((_, res) => {
      res.end(Buffer.alloc(MAX_RESPONSE_BYTES + 1, ' '));
    });
    await expect(send()).rejects.toMatchObject({
      code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
    });
  });
});
