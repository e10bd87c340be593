import { metrics } from '@opentelemetry/api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { ConfigReader } from '@backstage/config';
import { exampleGrant } from '@oaf/access/testUtils';
import {
  createLocalGateway,
  EMBEDDED_GATEWAY,
  migrateDatabase,
  openUncheckedProxy,
  readLocalGatewayConfig,
  type LocalGatewayConfig,
} from '@oaf/backstage-plugin-api-management-backend-module-local/testUtils';
import { serve } from './serve';

/** What the bench tells this process once. */
export interface GatewayOptions {
  port: number;
  /** Base URL of the upstream. */
  upstream: string;
  /** Token, proof, API key, limits and log; without: the same proxy alone. */
  checks: boolean;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const logger = WinstonLogger.create({ level: 'warn' });

function toConfig(
  { port, upstream }: GatewayOptions,
  directory: string,
): ConfigReader {
  const local = {
    baseUrl: `http://127.0.0.1:${port}`,
    dataDirectory: join(directory, 'gateway'),
    apis: [{ name: 'accounts', definition: 'none', upstream }],
  };
  return new ConfigReader({
    backend: {
      database: { client: 'better-sqlite3', connection: { directory } },
    },
    apiManagement: { gateways: { local } },
  });
}

/** The database as the plugin would get it: SQLite in a file. */
async function openDatabase(config: ConfigReader) {
  const manager = DatabaseManager.fromConfig(config, { rootLogger: logger });
  const database = manager.forPlugin('api-management', {
    logger,
    lifecycle: { addShutdownHook() {}, addStartupHook() {} },
  });
  const knex = await database.getClient();
  await migrateDatabase(knex);
  return knex;
}

/** The plan allows more than the bench sends, and has a quota, so that both are counted. */
function benchGrant(baseUrl: string) {
  const quota = { limit: 1_000_000_000, period: 'month' as const };
  const limits = { rate: 1_000_000, burst: 1_000_000, quota };
  return exampleGrant(baseUrl, { limits });
}

async function openGateway(
  configReader: ConfigReader,
  config: LocalGatewayConfig,
) {
  const knex = await openDatabase(configReader);
  const gateway = await createLocalGateway({
    config,
    knex,
    metrics: metrics.getMeter('bench'),
    logger,
  });
  const { signal } = new AbortController();
  await gateway.driver.applyGrant(
    EMBEDDED_GATEWAY,
    benchGrant(config.baseUrl),
    {
      signal,
    },
  );
  await gateway.open();
  const purging = setInterval(() => gateway.purge(), 60_000);
  return async () => {
    clearInterval(purging);
    await gateway.close();
    await knex.destroy();
  };
}

serve(async (options: GatewayOptions) => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-gateway-'));
  const configReader = toConfig(options, directory);
  const config = readLocalGatewayConfig(configReader)!;
  const close = options.checks
    ? await openGateway(configReader, config)
    : (await openUncheckedProxy(config, logger)).close;
  return {
    answer: async () => {
      collectGarbage();
      return { rss: process.memoryUsage.rss() };
    },
    close: async () => {
      await close();
      await rm(directory, { recursive: true });
    },
  };
});
