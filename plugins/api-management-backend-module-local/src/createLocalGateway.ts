import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  createAccessService,
  createAuthorizer,
  LocalKeyPairs,
} from '@oaf/access';
import type { Knex } from 'knex';
import type { LocalGatewayConfig } from './config';
import { useWriteAheadLog } from './database/useWriteAheadLog';
import { EmbeddedDocuments } from './documents/EmbeddedDocuments';
import { LocalGatewayDriver } from './driver/LocalGatewayDriver';
import { createCallHandler } from './gateway/createCallHandler';
import { Forwarder } from './gateway/Forwarder';
import { GatewayServer } from './gateway/GatewayServer';
import { DatabaseClientRegistry } from './grants/DatabaseClientRegistry';
import { DatabaseCredentialUses } from './grants/DatabaseCredentialUses';
import { DatabaseGrantStore } from './grants/DatabaseGrantStore';
import { FileNonceKeys } from './keys/FileNonceKeys';
import { openTokenSigner } from './keys/openTokenSigner';
import { PlanLimits } from './limits/PlanLimits';
import { DatabaseReplayStore } from './replay/DatabaseReplayStore';
import { DatabaseRevokedTokens } from './replay/DatabaseRevokedTokens';
import { createCallMetrics } from './usage/createCallMetrics';
import { AccessLogFiles } from './usage/AccessLogFiles';
import { AccessLogJournal } from './usage/AccessLogJournal';
import { DatabaseCallCounts } from './usage/DatabaseCallCounts';
import { DatabaseAccessLog } from './usage/DatabaseAccessLog';
import { LocalUsageEngine } from './usage/LocalUsageEngine';

const DAY_MS = 24 * 60 * 60 * 1000;

/** "Last used" stays known for longer than the calls themselves: it tells which credentials are forgotten. */

/** The embedded gateway, put together. */
export interface LocalGateway {
  driver: LocalGatewayDriver;
  /** Drops expired rows. */
  purge(): Promise<void>;
  open(): Promise<void>;
  /** Whether it takes calls. */
  isOpen(): boolean;
  /** Lets running calls end, then writes what is still in memory. */
  close(): Promise<void>;
}

function openState(
  knex: Knex,
  logger: LoggerService,
  { dataDirectory, accessLog: { folder } }: LocalGatewayConfig,
) {
  const uses = new DatabaseCredentialUses(knex, logger);
  const files = folder ? new AccessLogFiles(folder, logger) : undefined;
  return {
    uses,
    files,
    counts: new DatabaseCallCounts(knex, logger),
    store: new DatabaseGrantStore(knex, uses),
    registry: new DatabaseClientRegistry(knex, uses),
    replay: new DatabaseReplayStore(knex),
    revokedTokens: new DatabaseRevokedTokens(knex),
    accessLog: new DatabaseAccessLog(
      knex,
      logger,
      new AccessLogJournal(dataDirectory),
      files,
    ),
  };
}

type State = ReturnType<typeof openState>;

async function createParts(
  config: LocalGatewayConfig,
  { registry, replay, revokedTokens, accessLog, counts }: State,
) {
  const { issuer, dataDirectory } = config;
  const signer = await openTokenSigner(dataDirectory);
  const nonceKeys = new FileNonceKeys(dataDirectory);
  const door = { issuer, registry, replay, revokedTokens };
  return {
    config,
    accessLog,
    counts,
    issuer: createAccessService({
      ...door,
      nonceKeys,
      signer,
      keyPairs: config.makesKeyPairs ? new LocalKeyPairs() : undefined,
      mutualTls: config.tls?.clientCaFile
        ? { aliasBaseUrl: issuer }
        : undefined,
    }),
    authorizer: createAuthorizer({ ...door, keys: signer }),
    limits: new PlanLimits(calls => accessLog.countBillableCalls(calls)),
    forwarder: new Forwarder(config),
  };
}

async function purgeState(state: State, retentionDays: number) {
  const daysAgo = (days: number) => Date.now() - days * DAY_MS;
  await state.replay.purge();
  await state.accessLog.purge(daysAgo(retentionDays));
  await state.counts.purge(daysAgo(retentionDays));
  await state.files?.purge(daysAgo(retentionDays));
  await state.store.purge(daysAgo(retentionDays));
}

/**
 * Puts the embedded gateway together; nothing listens before `open`.
 * @param options - `knex`: a migrated database
 */
export async function createLocalGateway(options: {
  config: LocalGatewayConfig;
  knex: Knex;
  metrics: MetricsService;
  logger: LoggerService;
}): Promise<LocalGateway> {
  const { config, knex, metrics, logger } = options;
  await useWriteAheadLog(knex);
  const state = openState(knex, logger, config);
  await state.counts.begin();
  state.accessLog.recover();
  await state.files?.takeOver(() => state.accessLog.records());
  const parts = await createParts(config, state);
  const documents = new EmbeddedDocuments();
  const server = new GatewayServer(
    createCallHandler({
      ...parts,
      countCall: createCallMetrics(metrics),
      logger,
    }),
    config,
    logger,
  );
  return {
    driver: new LocalGatewayDriver(config, {
      ...state,
      documents,
      usage: new LocalUsageEngine(knex, state.accessLog),
    }),
    purge: () => purgeState(state, config.accessLog.retentionDays),
    open: () => server.open(),
    isOpen: () => server.isOpen,
    close: async () => {
      await documents.stop();
      await server.close();
      await parts.forwarder.close();
      await state.accessLog.flush();
      await state.counts.flush();
      await state.files?.close();
      await state.uses.flush();
    },
  };
}
