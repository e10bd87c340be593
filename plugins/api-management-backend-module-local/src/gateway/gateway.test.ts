import { connectConsumer } from '../__testUtils__/connectConsumer';
import { readUsage } from '../__testUtils__/readUsage';
import {
  startTestGateway,
  type TestGateway,
} from '../__testUtils__/startTestGateway';
import { startUpstream, type Upstream } from '../__testUtils__/startUpstream';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { EMBEDDED_GATEWAY } from '../driver/embeddedAccount';

jest.setTimeout(30_000);

const databases = createTestDatabases();
const { signal } = new AbortController();

function readActivity({ gateway: { driver } }: TestGateway) {
  return driver.readGrantActivity(EMBEDDED_GATEWAY, {
    subscriptionId: 'subscription-1',
    credentialIds: ['api-key-1', 'enrolment-1'],
  });
}

function limitsWithQuota(limit: number) {
  const quota = { limit, period: 'month' as const };
  return { limits: { rate: 100, burst: 100, quota } };
}

describe.each(databases.eachSupportedId())(
  'the embedded gateway on %s',
  engine => {
    let upstream: Upstream;
    let test: TestGateway;

    beforeEach(async () => {
      upstream = await startUpstream();
      const knex = await migratedDatabase(databases, engine);
      test = await startTestGateway(knex, upstream.url);
    });

    afterEach(async () => {
      await test.close();
      await upstream.close();
    });

    it('lets a consumer enrol, get a token and call the API', async () => {
      const grant = await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      const answer = await consumer.call('/accounts/accounts/1?page=2');
      expect(answer.status).toBe(200);
      await expect(answer.json()).resolves.toEqual({ ok: true });
      expect(upstream.received).toMatchObject([
        { method: 'GET', url: '/base/accounts/1?page=2' },
      ]);
      await expect(test.log(1)).resolves.toMatchObject([
        {
          api_id: 'accounts',
          subscription_id: grant.subscriptionId,
          client_id: grant.clientId,
          api_key_credential_id: 'api-key-1',
          token_id: expect.stringMatching(/./),
          http_method: 'GET',
          path: '/accounts/accounts/1',
          status: 200,
          integration_status: 200,
          response_length: 11,
          error: null,
        },
      ]);
    });

    it('tells what it saw of the credentials', async () => {
      await test.grant();
      const before = Date.now();
      const consumer = await connectConsumer(test.baseUrl);
      await consumer.call('/accounts/accounts');
      const activity = await readActivity(test);
      expect(activity).toEqual({
        enrolments: [{ credentialId: 'enrolment-1', at: expect.any(Number) }],
        clientKeys: [
          {
            thumbprint: consumer.thumbprint,
            registeredAt: activity?.enrolments[0].at,
            registeredBy: 'enrolment',
            lastUsedAt: expect.any(Number),
            replacedAt: null,
            notAfter: null,
            revokedAt: null,
            revokedBy: null,
          },
        ],
        apiKeys: [
          { credentialId: 'api-key-1', lastUsedAt: expect.any(Number) },
        ],
      });
      expect(activity?.enrolments[0].at).toBeGreaterThanOrEqual(before);
    });

    it('goes on with grants, keys and tokens after a restart', async () => {
      await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      await test.restart();
      const answer = await consumer.call('/accounts/accounts');
      expect(answer.status).toBe(200);
      await expect(consumer.getToken()).resolves.toEqual(expect.any(String));
    });

    it('enrols once with an initial access token', async () => {
      await test.grant();
      await connectConsumer(test.baseUrl);
      await test.restart();
      await expect(connectConsumer(test.baseUrl)).rejects.toMatchObject({
        cause: [{ parameters: { error: 'invalid_token' } }],
      });
    });

    it('honours a change of the grant at once', async () => {
      await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      const statusOf = async () =>
        (await consumer.call('/accounts/accounts')).status;
      expect(await statusOf()).toBe(200);
      await test.grant({ revision: 2, status: 'suspended' });
      expect(await statusOf()).toBe(403);
      await test.grant({ revision: 3, status: 'active' });
      expect(await statusOf()).toBe(200);
      await test.grant({ revision: 4, tokensNotBefore: Date.now() + 5000 });
      expect(await statusOf()).toBe(401);
    });

    it('refuses a token that its client gave up, also after a restart', async () => {
      await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      await consumer.revokeToken();
      expect((await consumer.call('/accounts/accounts')).status).toBe(401);
      await test.restart();
      expect((await consumer.call('/accounts/accounts')).status).toBe(401);
    });

    it('lets a client read and delete its registration', async () => {
      await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      const { uri } = consumer.registration;
      expect(uri).toMatch(`${test.baseUrl}/oauth/register/`);
      const read = await consumer.askRegistration('GET');
      expect(read.status).toBe(200);
      await expect(read.json()).resolves.toMatchObject({
        registration_client_uri: uri,
        jwks: { keys: [{ kid: consumer.thumbprint }] },
      });
      expect((await consumer.askRegistration('DELETE')).status).toBe(204);
      await expect(consumer.getToken()).rejects.toThrow();
      expect((await consumer.call('/accounts/accounts')).status).toBe(401);
    });

    it('announces exactly the endpoints that it serves', async () => {
      const url = `${test.baseUrl}/.well-known/oauth-authorization-server/oauth`;
      const metadata = (await (await fetch(url)).json()) as object;
      const endpoints = Object.entries(metadata).filter(([name]) =>
        /_(endpoint|uri)$/.test(name),
      );
      expect(endpoints.map(([name]) => name).sort()).toEqual([
        'jwks_uri',
        'nonce_endpoint',
        'registration_endpoint',
        'revocation_endpoint',
        'token_endpoint',
      ]);
      for (const [, endpoint] of endpoints) {
        expect((await fetch(endpoint, { method: 'POST' })).status).not.toBe(
          404,
        );
      }
    });

    it('refuses the calls of a removed grant', async () => {
      const grant = await test.grant();
      const consumer = await connectConsumer(test.baseUrl);
      const { driver } = test.gateway;
      await driver.removeGrant(
        EMBEDDED_GATEWAY,
        { ...grant, revision: 2 },
        { signal },
      );
      expect((await consumer.call('/accounts/accounts')).status).toBe(401);
      await expect(consumer.getToken()).rejects.toThrow();
      await expect(readActivity(test)).resolves.toMatchObject({
        clientKeys: [
          { thumbprint: consumer.thumbprint, revokedAt: expect.any(Number) },
        ],
      });
    });

    it('answers 429 with Retry-After beyond the rate', async () => {
      await test.grant({ limits: { rate: 0.1, burst: 2, quota: null } });
      const consumer = await connectConsumer(test.baseUrl);
      const answers = [];
      for (let call = 0; call < 3; call += 1) {
        answers.push(await consumer.call('/accounts/accounts'));
      }
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      const [, , refused] = answers;
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(5);
      await expect(refused.json()).resolves.toMatchObject({
        title: 'Too Many Requests',
        status: 429,
        error: 'throttled',
      });
      expect(upstream.received).toHaveLength(2);
      await expect(test.log(3)).resolves.toMatchObject([
        { status: 200 },
        { status: 200 },
        { status: 429, error: 'throttled', integration_status: null },
      ]);
    });

    it('counts a quota over a restart, without the calls that were not answered', async () => {
      await test.grant(limitsWithQuota(2));
      const consumer = await connectConsumer(test.baseUrl);
      const { handler } = upstream;
      upstream.handler = request => request.socket.destroy();
      expect((await consumer.call('/accounts/accounts')).status).toBe(502);
      upstream.handler = handler;
      expect((await consumer.call('/accounts/accounts')).status).toBe(200);
      await test.restart();
      expect((await consumer.call('/accounts/accounts')).status).toBe(200);
      const refused = await consumer.call('/accounts/accounts');
      expect(refused.status).toBe(429);
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      await expect(refused.json()).resolves.toMatchObject({
        error: 'quota_exceeded',
        detail: expect.stringContaining('The plan allows 2 calls per month'),
      });
    });

    it('goes on with quota and log when the application subscribes anew, by the limits of now', async () => {
      const { driver } = test.gateway;
      const first = await test.grant(limitsWithQuota(2));
      const old = await connectConsumer(test.baseUrl);
      await old.call('/accounts/accounts');
      await old.call('/accounts/accounts');
      await driver.removeGrant(
        EMBEDDED_GATEWAY,
        { ...first, revision: 2 },
        { signal },
      );
      const anew = { subscriptionId: 'subscription-2', clientId: 'sub_anew' };
      await test.grant({ ...anew, ...limitsWithQuota(2) });
      const consumer = await connectConsumer(test.baseUrl);
      const call = async () =>
        (await consumer.call('/accounts/accounts')).status;
      expect(await call()).toBe(429);
      await test.restart();
      expect(await call()).toBe(429);
      await test.grant({ ...anew, ...limitsWithQuota(3), revision: 2 });
      expect([await call(), await call()]).toEqual([200, 429]);
    });

    it('counts the usage of what was called', async () => {
      await test.grant(limitsWithQuota(2));
      const consumer = await connectConsumer(test.baseUrl);
      for (let call = 0; call < 3; call += 1) {
        await consumer.call('/accounts/accounts');
      }
      await consumer.call('/elsewhere');
      await test.log(4);
      await expect(readUsage(test)).resolves.toMatchObject([
        {
          subscriptionId: 'subscription-1',
          accountId: 'embedded',
          region: 'local',
          apiId: 'accounts',
          stage: 'live',
          planId: 'plan-1',
          meters: {
            calls: 3,
            billableCalls: 2,
            clientErrors: 0,
            serverErrors: 0,
            throttledCalls: 1,
          },
        },
      ]);
    });
  },
);
