import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleSecrets } from '@oaf/access/testUtils';
import { exchange } from '../__testUtils__/exchange';
import { readUsage } from '../__testUtils__/readUsage';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const origin = 'http://localhost:3000';
const path = '/accounts/accounts';
const preflight = readFileSync(
  join(__dirname, '__fixtures__/preflight.http'),
  'utf8',
);
const askFrom = (asking: string, target = path) =>
  preflight.replace(origin, asking).replace(path, target);

function fieldsOf(answer: string): Record<string, string> {
  const [head] = answer.split('\r\n\r\n');
  return Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map(line => line.split(': '))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
}

const endpoints = [
  '/oauth/token',
  '/oauth/register',
  '/oauth/register/sub_example',
];

const words = (list: string) => list.toLowerCase().split(/, ?/);

describe('an API that pages of one origin may call', () => {
  const cors = { allowedOrigins: [origin], exposedHeaders: ['X-Total'] };
  const setUp = setUpGateway({}, { cors });

  it('answers the preflight without credentials, quota or bill', async () => {
    const { gateway, upstream } = setUp;
    const quota = { limit: 1, period: 'day' as const };
    await gateway.grant({
      revision: 2,
      limits: { rate: 0.001, burst: 1, quota },
    });
    for (let count = 0; count < 3; count += 1) {
      const answer = await exchange(gateway.baseUrl, preflight);
      expect(answer).toMatch(/^HTTP\/1.1 204 No Content\r\n/);
      const fields = fieldsOf(answer);
      expect(fields).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-max-age': '600',
        vary: 'Origin',
      });
      expect(words(fields['access-control-allow-methods'])).toContain('get');
      expect(words(fields['access-control-allow-headers'])).toEqual(
        expect.arrayContaining(['authorization', 'dpop', 'x-api-key']),
      );
      expect(fields).not.toHaveProperty(['access-control-allow-credentials']);
      expect(fields).not.toHaveProperty(['content-length']);
    }
    expect(upstream.received).toEqual([]);
    await expect(gateway.log(3)).resolves.toMatchObject(
      [1, 2, 3].map(() => ({
        api_id: 'accounts',
        http_method: 'OPTIONS',
        status: 204,
        subscription_id: null,
        error: null,
      })),
    );
    await expect(readUsage(gateway)).resolves.toMatchObject([
      { subscriptionId: null, meters: { calls: 3, billableCalls: 0 } },
    ]);
    expect((await setUp.consumer.call(path)).status).toBe(200);
  });

  it.each([
    'http://localhost:3001',
    'https://localhost:3000',
    'http://localhost:3000.evil.example',
    'http://LOCALHOST:3000',
    'http://localhost:3000/',
    'http://evil.example',
    'null',
  ])('refuses the preflight of %s', async asking => {
    const answer = await exchange(setUp.gateway.baseUrl, askFrom(asking));
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(answer).toContain('"error":"origin_not_allowed"');
    expect(answer).not.toMatch(/access-control-/i);
    expect(fieldsOf(answer).vary).toBe('Origin');
  });

  it.each([
    ['without a token', path, {}, 401],
    ['at a path that climbs', '/accounts/..%2fadmin', {}, 400],
    ['that two could read in two ways', path, { 'content-type': 'a' }, 400],
    ['with an unknown expectation', path, { expect: 'x' }, 417],
  ])(
    'lets the page read the refusal of a call %s',
    async (_, target, fields, status) => {
      const lines = Object.entries({ origin, host: 'a', ...fields })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      const twice = 'content-type' in fields ? 'content-type: b\r\n' : '';
      const answer = await exchange(
        setUp.gateway.baseUrl,
        `GET ${target} HTTP/1.1\r\n${lines}${twice}Connection: close\r\n\r\n`,
      );
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const allowed = fieldsOf(answer);
      expect(allowed['access-control-allow-origin']).toBe(origin);
      expect(words(allowed['access-control-expose-headers'])).toEqual(
        expect.arrayContaining([
          'www-authenticate',
          'dpop-nonce',
          'retry-after',
          'ratelimit',
          'x-total',
        ]),
      );
    },
  );

  it.each([
    [403, async () => {}, { method: 'DELETE' }],
    [
      429,
      async () => {
        const limits = { rate: 0.001, burst: 1, quota: null };
        await setUp.gateway.grant({ revision: 2, limits });
        await setUp.consumer.call(path);
      },
      {},
    ],
    [502, () => setUp.upstream.close(), {}],
    [200, async () => {}, {}],
  ])('lets the page read an answer of %i', async (status, before, init) => {
    await before();
    const { headers, status: answered } = await setUp.consumer.call(path, {
      ...init,
      headers: { origin },
    });
    expect(answered).toBe(status);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toBe('Origin');
  });

  it('puts its word in the place of the upstream, whose Vary stays', async () => {
    setUp.upstream.handler = (_, response) => {
      response.writeHead(200, {
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
        vary: 'Accept-Encoding',
      });
      response.end();
    };
    const call = async (asking: string) => {
      const headers = { origin: asking };
      return (await setUp.consumer.call(path, { headers })).headers;
    };
    const allowed = await call(origin);
    expect(allowed.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.get('access-control-allow-credentials')).toBeNull();
    expect(allowed.get('vary')).toBe('Accept-Encoding, Origin');
    const other = await call('http://evil.example');
    expect(other.get('access-control-allow-origin')).toBeNull();
    expect(other.get('access-control-allow-credentials')).toBeNull();
    expect(other.get('vary')).toBe('Accept-Encoding, Origin');
  });

  it('judges OPTIONS that is no preflight like any call', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `OPTIONS ${path} HTTP/1.1\r\nHost: a\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
  });

  it.each(endpoints)('lets no page reach %s', async target => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      askFrom(origin, target),
    );
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
    expect(answer).not.toMatch(/access-control-/i);
  });
});

describe('an issuer that pages of one origin may call', () => {
  const setUp = setUpGateway({ cors: { allowedOrigins: [origin] } });

  it.each(endpoints)('lets them reach %s', async target => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      askFrom(origin, target),
    );
    expect(answer).toMatch(/^HTTP\/1.1 204 /);
    expect(fieldsOf(answer)).toMatchObject({
      'access-control-allow-origin': origin,
    });
  });

  it('lets a page read what the issuer refuses, with the nonce', async () => {
    const answer = await fetch(`${setUp.gateway.baseUrl}/oauth/nonce`, {
      method: 'POST',
      headers: { origin },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toContain(
      'dpop-nonce',
    );
    const refused = await fetch(`${setUp.gateway.baseUrl}/oauth/token`, {
      method: 'POST',
      headers: { origin },
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('an API without a policy', () => {
  const setUp = setUpGateway();

  it('refuses the preflight as it refuses any call without a token', async () => {
    const answer = await exchange(setUp.gateway.baseUrl, preflight);
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(answer).not.toMatch(/access-control-|vary/i);
  });

  it('leaves the word to its upstream', async () => {
    setUp.upstream.handler = (_, response) => {
      response.setHeader('access-control-allow-origin', origin).end();
    };
    const { headers } = await setUp.consumer.call(path, {
      headers: { origin, 'x-api-key': exampleSecrets.apiKey },
    });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('an API that pages of every origin may call', () => {
  const setUp = setUpGateway({}, { cors: { allowedOrigins: ['*'] } });

  it('allows all, and no credentials of a browser', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      askFrom('http://evil.example'),
    );
    expect(fieldsOf(answer)).toMatchObject({
      'access-control-allow-origin': '*',
    });
    expect(answer).not.toMatch(/allow-credentials|vary/i);
    const fields = await signedFields(setUp.consumer, path, 'GET');
    const called = await exchange(
      setUp.gateway.baseUrl,
      `GET ${path} HTTP/1.1\r\n${fields}Origin: null\r\nConnection: close\r\n\r\n`,
    );
    expect(fieldsOf(called)['access-control-allow-origin']).toBe('*');
  });
});
