import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

describe('calls that the embedded gateway forwards', () => {
  const setUp = setUpGateway({ maxRequestBodyBytes: 16 * 1024 * 1024 });

  it('passes bodies, methods and statuses on', async () => {
    setUp.upstream.handler = async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      response.writeHead(201, { location: '/accounts/7', 'x-a': ['1', '2'] });
      response.end(`${request.method} ${body}`);
    };
    const answer = await setUp.consumer.call('/accounts/accounts/7', {
      method: 'PATCH',
      body: '{"name":"ä"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/accounts/7');
    expect(answer.headers.get('x-a')).toBe('1, 2');
    await expect(answer.text()).resolves.toBe('PATCH {"name":"ä"}');
    await expect(setUp.record()).resolves.toMatchObject({
      status: 201,
      integration_status: 201,
      request_length: 13,
      response_length: 19,
    });
  });

  it.each([
    ['HEAD', 200, { 'content-length': '11' }],
    ['GET', 204, {}],
    ['GET', 304, { etag: '"1"' }],
  ])('passes a %s answered %i without a body on', async (method, status, h) => {
    setUp.upstream.handler = (_request, response) => {
      response.writeHead(status, h as Record<string, string>).end();
    };
    const answer = await setUp.consumer.call('/accounts/accounts', { method });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(h);
    await expect(answer.text()).resolves.toBe('');
  });

  it('lets no credential and no claimed identity reach the upstream', async () => {
    await setUp.consumer.call('/accounts/accounts', {
      headers: {
        forwarded: 'for=1.1.1.1',
        'client-cert': ':MII=:',
        'x-forwarded-for': '1.1.1.1',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-prefix': '/admin',
        'x-real-ip': '1.1.1.1',
        'x-subscription-id': 'someone-else',
        'x-client-cert': 'PEM',
        'x-client-cert-x5t-s256': 'thumbprint',
        'x-ssl-client-s-dn': 'CN=someone',
        'x-amzn-oidc-identity': 'someone',
        'x-amzn-mtls-clientcert': 'PEM',
        'remote-user': 'someone',
        x_subscription_id: 'someone-else',
        'x-amzn-trace-id': 'Root=1',
        'x-request-id': 'mine',
        cookie: 'a=b',
        accept: 'application/json',
        te: 'trailers',
      },
    });
    const [{ headers }] = setUp.upstream.received;
    expect(headers).toMatchObject({
      host: new URL(setUp.upstream.url).host,
      cookie: 'a=b',
      accept: 'application/json',
      'x-request-id': 'mine',
      'x-amzn-trace-id': 'Root=1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': new URL(setUp.gateway.baseUrl).host,
      'x-forwarded-proto': 'http',
      'x-subscription-id': setUp.grant.subscriptionId,
      via: '1.1 embedded-gateway',
    });
    for (const name of [
      'authorization',
      'dpop',
      'x-api-key',
      'forwarded',
      'client-cert',
      'x-forwarded-prefix',
      'x-real-ip',
      'x-client-cert',
      'x-client-cert-x5t-s256',
      'x-ssl-client-s-dn',
      'x-amzn-oidc-identity',
      'x-amzn-mtls-clientcert',
      'remote-user',
      'x_subscription_id',
      'te',
    ]) {
      expect(headers).not.toHaveProperty([name]);
    }
  });

  it('lets no field reach the upstream by which it may take another method or path', async () => {
    const names = [
      'x-http-method-override',
      'x-http-method',
      'x-method-override',
      'x-method',
      'x-http-verb-override',
      'x-verb',
      'x-override-method',
      'x-override-url',
      'x-original-url',
      'x-original-uri',
      'x-original-path',
      'x-original-method',
      'x-original-host',
      'x-rewrite-url',
      'x-rewrite-uri',
      'x-rewritten-url',
      'x-envoy-original-path',
      'x-envoy-original-method',
      'x-proxy-url',
      'x-request-uri',
      'x-http-url-override',
      'x-http-host-override',
      'x-host',
      'x-waws-unencoded-url',
      'x-accel-redirect',
      'x-accel-mapping',
      'x-sendfile-type',
      'x-middleware-subrequest',
      'x-middleware-rewrite',
    ];
    const kept = ['x-request-id', 'x-methodology', 'x-hostname', 'x-urls'];
    await setUp.consumer.call('/accounts/accounts', {
      headers: Object.fromEntries(
        [...names, ...kept].map(name => [name, 'DELETE']),
      ),
    });
    const [{ headers }] = setUp.upstream.received;
    expect(names.filter(name => name in headers)).toEqual([]);
    expect(kept.filter(name => name in headers)).toEqual(kept);
  });

  it('forwards bytes that are no UTF-8 as they came', async () => {
    const path = '/accounts/caf%E9/%ff%FE';
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `GET ${path}?q=%E9 HTTP/1.1\r\n${await signedFields(
        setUp.consumer,
        path,
        'GET',
      )}Connection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(setUp.upstream.received).toMatchObject([
      { url: '/base/caf%E9/%ff%FE?q=%E9' },
    ]);
  });

  it('drops what belongs to the upstream connection alone', async () => {
    setUp.upstream.handler = (_request, response) => {
      response.writeHead(200, {
        connection: 'close, x-hop',
        'x-hop': '1',
        'keep-alive': 'timeout=99',
        'proxy-authenticate': 'Basic',
        'alt-svc': 'h3="upstream:443"',
        'x-subscription-id': 'someone-else',
        'x-end': '1',
      });
      response.end();
    };
    const { headers } = await setUp.consumer.call('/accounts/accounts');
    expect(headers.get('x-end')).toBe('1');
    expect(headers.get('x-hop')).toBeNull();
    expect(headers.get('proxy-authenticate')).toBeNull();
    expect(headers.get('alt-svc')).toBeNull();
    expect(headers.get('x-subscription-id')).toBeNull();
    expect(headers.get('keep-alive')).not.toBe('timeout=99');
  });

  it('drops what the caller says belongs to its connection', async () => {
    const path = '/accounts/accounts';
    const fields = await signedFields(setUp.consumer, path, 'GET');
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `GET ${path} HTTP/1.1\r\n${fields}Connection: close, X-Hop\r\nX-Hop: 1\r\nX-End: 1\r\nTrailer: a\r\nProxy-Authorization: Basic\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    const [{ headers }] = setUp.upstream.received;
    expect(headers).toMatchObject({ 'x-end': '1' });
    for (const name of ['x-hop', 'trailer', 'proxy-authorization']) {
      expect(headers).not.toHaveProperty([name]);
    }
  });

  it('lets no caller take away what the gateway says', async () => {
    const path = '/accounts/accounts';
    const fields = await signedFields(setUp.consumer, path, 'GET');
    await exchange(
      setUp.gateway.baseUrl,
      `GET ${path} HTTP/1.1\r\n${fields}Connection: close, X-Subscription-Id, X-Forwarded-For\r\n\r\n`,
    );
    expect(setUp.upstream.received[0].headers).toMatchObject({
      'x-subscription-id': setUp.grant.subscriptionId,
      'x-forwarded-for': '127.0.0.1',
    });
  });

  it('streams a large body both ways', async () => {
    setUp.upstream.handler = (request, response) => request.pipe(response);
    const chunk = randomBytes(1024 * 1024);
    const chunks = Array.from({ length: 16 }, () => chunk);
    const sent = createHash('sha256');
    chunks.forEach(each => sent.update(each));
    const answer = await setUp.consumer.call('/accounts/accounts/upload', {
      method: 'POST',
      body: Readable.toWeb(Readable.from(chunks)) as ReadableStream,
    });
    const received = createHash('sha256');
    for await (const each of answer.body!) {
      received.update(each);
    }
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    await expect(setUp.record()).resolves.toMatchObject({
      status: 200,
      request_length: 16 * 1024 * 1024,
      response_length: 16 * 1024 * 1024,
    });
  });

  it('sends the beginning of an answer before its end', async () => {
    let finish = () => {};
    setUp.upstream.handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      finish = () => response.end('data: 2\n\n');
    };
    const answer = await setUp.consumer.call('/accounts/accounts/events');
    expect(answer.status).toBe(200);
    finish();
    await expect(answer.text()).resolves.toBe('data: 2\n\n');
  });

  it('leaves an encoded slash and the query as they came', async () => {
    await setUp.consumer.call('/accounts/accounts/a%2Fb?next=/../x&c=%2e%2e');
    expect(setUp.upstream.received).toMatchObject([
      { url: '/base/accounts/a%2Fb?next=/../x&c=%2e%2e' },
    ]);
  });

  it('writes once to the database for a call', async () => {
    await setUp.consumer.call('/accounts/accounts');
    const queries: string[] = [];
    const watch = ({ sql }: { sql: string }) => queries.push(sql);
    setUp.knex.on('query', watch);
    await setUp.consumer.call('/accounts/accounts');
    setUp.knex.off('query', watch);
    expect(
      queries.filter(sql => !/access_log|credential_uses/.test(sql)),
    ).toEqual([expect.stringContaining('insert into `local_gateway_replays`')]);
  });
});
