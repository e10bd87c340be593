import type { Grant } from '@oaf/contract';
import type { Knex } from 'knex';
import { connectConsumer, type Consumer } from './connectConsumer';
import {
  startTestGateway,
  type LogRow,
  type TestGateway,
} from './startTestGateway';
import { startUpstream, type Upstream } from './startUpstream';
import { createTestDatabases, migratedDatabase } from './testDatabases';

/** What each test of a file finds anew. */
export interface GatewaySetUp {
  knex: Knex;
  upstream: Upstream;
  gateway: TestGateway;
  grant: Grant;
  /** Enrolled, with a token. */
  consumer: Consumer;
  /** The record of the test's one call to an API. */
  record(): Promise<LogRow>;
}

/** Short, because tests wait for them; long enough for a busy machine. */
const timeouts = {
  requestHeaders: '1500ms',
  requestIdle: '1500ms',
  headers: '1500ms',
  idle: '1500ms',
  drain: '5s',
};

/**
 * Call it inside `describe`: gives each test an upstream, a gateway on SQLite and a connected consumer.
 * @param overrides - of `apiManagement.gateways.local`
 * @param ofApi - of its one API
 */
export function setUpGateway(
  overrides: object = {},
  ofApi: object = {},
): GatewaySetUp {
  jest.setTimeout(30_000);
  const databases = createTestDatabases();
  const setUp = {} as GatewaySetUp;

  beforeEach(async () => {
    setUp.upstream = await startUpstream();
    setUp.knex = await migratedDatabase(databases);
    setUp.gateway = await startTestGateway(
      setUp.knex,
      setUp.upstream.url,
      { timeouts, ...overrides },
      ofApi,
    );
    setUp.grant = await setUp.gateway.grant();
    setUp.consumer = await connectConsumer(setUp.gateway.baseUrl);
    setUp.record = async () => {
      const records = await setUp.gateway.log(1);
      expect(records).toHaveLength(1);
      return records[0];
    };
  });

  afterEach(async () => {
    await setUp.gateway.close();
    await setUp.upstream.close();
  });

  return setUp;
}
