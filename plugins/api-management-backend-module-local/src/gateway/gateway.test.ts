import { connectConsumer } from '../__testUtils__/connectConsumer';
import {
  startTestGateway,
  type TestGateway,
} from '../__testUtils__/startTestGateway';
import { startUpstream, type Upstream } from '../__testUtils__/startUpstream';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';

const databases = createTestDatabases();

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
      const log = await test.log(6);
      expect(log.at(-1)).toMatchObject({
        api_id: 'accounts',
        subscription_id: grant.subscriptionId,
        client_id: grant.clientId,
        api_key_credential_id: 'api-key-1',
        http_method: 'GET',
        path: '/accounts/accounts/1',
        status: 200,
        integration_status: 200,
        error: null,
      });
    });
  },
);
