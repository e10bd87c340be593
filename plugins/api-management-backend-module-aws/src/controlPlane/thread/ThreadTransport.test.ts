import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { ThreadTransport } from './ThreadTransport';

jest.mock('node:worker_threads', () =>
  jest
    .requireActual('@oaf/backstage-plugin-api-management-node/testUtils')
    .typeScriptThreads(),
);

jest.setTimeout(30_000);

const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
};

describe('the thread that reads', () => {
  let server: Server;
  let transport: ThreadTransport;
  const asked: Array<{ url: string; authorization: string }> = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { url = '', headers } = request;
      asked.push({ url, authorization: String(headers.authorization) });
      if (url.startsWith('/gone')) {
        response.destroy();
      } else if (!url.startsWith('/hang')) {
        response.end(
          url.startsWith('/export')
            ? '{"openapi":"3.0.1","servers":[{"url":"https://backend"}]}'
            : url,
        );
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    transport = new ThreadTransport(`http://127.0.0.1:${port}`);
  });

  afterAll(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });

  const send = (
    path: string,
    options: {
      publish?: { server: { url: string } };
      signal?: AbortSignal;
    } = {},
  ) =>
    transport.send({
      service: 'apigateway',
      region: 'eu-west-1',
      dnsSuffix: 'amazonaws.com',
      path,
      credentials,
      signal: new AbortController().signal,
      ...options,
    });

  it('signs and answers many requests at once', async () => {
    const paths = Array.from({ length: 50 }, (_, index) => `/${index}`);
    const answers = await Promise.all(paths.map(path => send(path)));
    expect(answers.map(({ text }) => text)).toEqual(paths);
    expect(answers[0].status).toBe(200);
    expect(asked[0].authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d{8}\/eu-west-1\/apigateway\//,
    );
  });

  it('makes documents public, and says when there is none', async () => {
    const publish = { server: { url: 'https://api/prod' } };
    const { text } = await send('/export', { publish });
    expect(JSON.parse(text)).toEqual({
      openapi: '3.0.1',
      servers: [{ url: 'https://api/prod' }],
    });
    await expect(send('/text', { publish })).rejects.toBeInstanceOf(
      SyntaxError,
    );
  });

  it('tells network errors by their code', async () => {
    await expect(send('/gone')).rejects.toMatchObject({
      code: 'UND_ERR_SOCKET',
    });
  });

  it('lets go of what is aborted', async () => {
    const abort = new AbortController();
    const hanging = send('/hang', { signal: abort.signal });
    abort.abort(new Error('Enough'));
    await expect(hanging).rejects.toThrow('Enough');
    await expect(send('/late', { signal: abort.signal })).rejects.toThrow(
      'Enough',
    );
  });

  it('begins anew after its end', async () => {
    const hanging = send('/hang');
    const [thread] = jest.mocked(Worker).mock.results;
    await (thread.value as Worker).terminate();
    await expect(hanging).rejects.toThrow('The reading thread ended');
    expect((await send('/again')).text).toBe('/again');
    expect(Worker).toHaveBeenCalledTimes(2);
  });
});
