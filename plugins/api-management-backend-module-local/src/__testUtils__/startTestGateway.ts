import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { exampleGrant } from '@oaf/access/testUtils';
import type { Grant, GrantedApi } from '@oaf/contract';
import { metrics } from '@opentelemetry/api';
import type { Knex } from 'knex';
import {
  readLocalGatewayConfig,
  type LocalApi,
  type LocalGatewayConfig,
} from '../config';
import { createLocalGateway, type LocalGateway } from '../createLocalGateway';
import { EMBEDDED_GATEWAY } from '../driver/embeddedAccount';
import { freePort } from './freePort';

/** An embedded gateway in front of one API, `accounts`. */
export interface TestGateway {
  gateway: LocalGateway;
  config: LocalGatewayConfig;
  baseUrl: string;
  logger: ReturnType<typeof mockServices.logger.mock>;
  /** Applies an example grant with the overrides and answers it. */
  grant(overrides?: Partial<Grant>): Promise<Grant>;
  /** Records of calls to APIs, oldest first, once `count` of them have been stored. */
  log(count: number): Promise<LogRow[]>;
  /** Stops the gateway and starts another over the same state. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export type LogRow = {
  [Column in
    | 'api_id'
    | 'subscription_id'
    | 'client_id'
    | 'api_key_credential_id'
    | 'token_id'
    | 'http_method'
    | 'path'
    | 'error']: string | null;
} & Record<
  'status' | 'integration_status' | 'request_length' | 'response_length',
  number | null
>;

/** Everything may be read, and everything but deletion written. */
function grantedApi({ name, invokeUrl }: LocalApi): GrantedApi {
  const read = ['GET', 'HEAD', 'OPTIONS'];
  const write = ['POST', 'PUT', 'PATCH'];
  return {
    region: 'local',
    apiId: name,
    stage: 'live',
    resource: invokeUrl,
    rules: [
      { scope: 'accounts:read', methods: read, pathPattern: '/*' },
      { scope: 'accounts:write', methods: write, pathPattern: '/*' },
    ],
  };
}

const definition = `openapi: 3.0.3
info: { title: Accounts, version: 1.2.0, description: 'Runs at UPSTREAM' }
servers: [{ url: UPSTREAM }]
paths:
  /accounts: { get: { responses: { '200': { description: OK } } } }
`;

/**
 * @param overrides - of `apiManagement.gateways.local`
 * @param ofApi - of its one API
 */
export async function makeTestConfig(
  upstream: string,
  overrides: object = {},
  ofApi: object = {},
): Promise<LocalGatewayConfig> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'embedded-gateway-'));
  const document = join(directory, 'accounts.yaml');
  await writeFile(document, definition.replaceAll('UPSTREAM', upstream));
  const local = {
    baseUrl: `http://127.0.0.1:${port}`,
    dataDirectory: join(directory, 'data'),
    apis: [{ name: 'accounts', definition: document, upstream, ...ofApi }],
    ...overrides,
  };
  const data = { apiManagement: { gateways: { local } } };
  return readLocalGatewayConfig(mockServices.rootConfig({ data }))!;
}

async function readLog(
  knex: Knex,
  count: number,
  deadline = Date.now() + 10_000,
): Promise<LogRow[]> {
  const rows = await knex('local_gateway_access_log')
    .whereNot('path', 'like', '/oauth/%')
    .whereNot('path', 'like', '/.well-known/%')
    .orderBy('request_time');
  if (rows.length >= count || Date.now() > deadline) {
    return rows.map(row => ({
      ...row,
      request_length: Number(row.request_length),
      response_length: Number(row.response_length),
    }));
  }
  await new Promise(resolve => setTimeout(resolve, 50));
  return readLog(knex, count, deadline);
}

/**
 * @param overrides - of `apiManagement.gateways.local`
 * @param ofApi - of its one API
 */
export async function startTestGateway(
  knex: Knex,
  upstream: string,
  overrides: object = {},
  ofApi: object = {},
): Promise<TestGateway> {
  const config = await makeTestConfig(upstream, overrides, ofApi);
  const logger = mockServices.logger.mock();
  const start = async () => {
    const gateway = await createLocalGateway({
      config,
      knex,
      metrics: metrics.getMeter('test'),
      logger,
    });
    await gateway.open();
    return gateway;
  };
  const test: TestGateway = {
    gateway: await start(),
    config,
    baseUrl: config.baseUrl,
    logger,
    grant: async changes => {
      const apis = config.apis.map(grantedApi);
      const grant = exampleGrant(config.baseUrl, { apis, ...changes });
      const { driver } = test.gateway;
      const { signal } = new AbortController();
      await driver.applyGrant(EMBEDDED_GATEWAY, grant, { signal });
      return grant;
    },
    log: count => readLog(knex, count),
    restart: async () => {
      await test.gateway.close();
      test.gateway = await start();
    },
    close: async () => {
      await test.gateway.close();
      await rm(join(config.dataDirectory, '..'), { recursive: true });
    },
  };
  return test;
}
