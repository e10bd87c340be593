import { SQSClient } from '@aws-sdk/client-sqs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  DataKeys,
  GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';
import { AwsGatewayAccess } from './access/AwsGatewayAccess';
import { AccountBudgets } from './budget/AccountBudgets';
import type { Clock } from './budget/Clock';
import type { AwsConfig, EnvelopeKeyConfig, EventsConfig } from './config';
import { ControlPlane } from './controlPlane/ControlPlane';
import { AwsGatewayCounters } from './counters/AwsGatewayCounters';
import type { Transport } from './controlPlane/Transport';
import { UndiciTransport } from './controlPlane/UndiciTransport';
import {
  BaseCredentials,
  baseOf,
  type Bases,
  type CredentialSource,
} from './credentials/BaseCredentials';
import { RoleSessions } from './credentials/RoleSessions';
import { AwsGatewayDrift } from './drift/AwsGatewayDrift';
import { AwsStackDeployment } from './deployment/AwsStackDeployment';
import { DeploymentClients } from './deployment/DeploymentClients';
import { StackLibrary } from './deployment/StackLibrary';
import { shippedStacks, type StackSource } from './deployment/StackSource';
import { AwsDiscovery, type Watch } from './discovery/AwsDiscovery';
import { KmsDataKeys } from './envelopes/KmsDataKeys';
import { watchQueue } from './events/watchQueue';
import { AwsAccountLinking } from './linking/AwsAccountLinking';
import { Management } from './management/Management';
import { OperationBudgets } from './management/OperationBudgets';
import { AwsGatewayPublishing } from './publishing/AwsGatewayPublishing';

function createBases(config: AwsConfig, source: CredentialSource): Bases {
  const { partitions, endpoint } = config;
  return new Map(
    partitions.map(partition => [
      partition.name,
      new BaseCredentials({ partition, source, endpoint }),
    ]),
  );
}

function createWatch(
  { queueUrl, region, partition }: EventsConfig,
  bases: Bases,
  logger: LoggerService,
) {
  const base = bases.get(partition);
  if (!base) {
    throw new InputError(
      `The queue of apiManagement.aws.events is in the partition ${partition}, which apiManagement.aws.partitions does not name`,
    );
  }
  const client = new SQSClient({
    ...base.clientConfig(),
    region,
    credentials: base.provider,
  });
  const watch: Watch = (onChange, options) =>
    watchQueue({ client, queueUrl, logger }, onChange, options);
  return { watch, close: () => client.destroy() };
}

function createDataKeys({ arn, partition }: EnvelopeKeyConfig, bases: Bases) {
  return new KmsDataKeys({ keyArn: arn, base: baseOf(bases, partition) });
}

/**
 * Puts the driver together; nothing is called before it is used.
 *
 * @param options - `credentials`: those of this installation in a partition
 */
export function createAwsDriver(options: {
  config: AwsConfig;
  credentials: CredentialSource;
  /** Closed with the driver. Default: one that reads in this thread. */
  transport?: Transport;
  logger: LoggerService;
  /** Default: those that come with this version. */
  stacks?: StackSource;
  /** How long an operation may take at a gateway before it is taken to be cut off. Default: a minute. */
  lockMs?: number;
  /** Of the pace of operations that have a quota of their own. Default: the system's. */
  clock?: Clock;
}): {
  driver: GatewayDriver;
  /** Undefined unless the configuration names a key. */
  dataKeys?: DataKeys;
  close(): Promise<void>;
} {
  const { config, logger } = options;
  const transport = options.transport ?? new UndiciTransport(config.endpoint);
  const bases = createBases(config, options.credentials);
  const sessions = new RoleSessions(bases);
  const deploySessions = new RoleSessions(bases, 'deploy');
  const provisionSessions = new RoleSessions(bases, 'provision');
  const budgets = new AccountBudgets(config.requests);
  const management = new Management({
    sessions: provisionSessions,
    budgets,
    operations: new OperationBudgets(options.clock),
    raisedQuotas: config.raisedQuotas,
    endpoint: config.endpoint,
  });
  const plane = new ControlPlane({ transport, sessions, budgets });
  const dataKeys =
    config.envelopeKey && createDataKeys(config.envelopeKey, bases);
  const queue = config.events && createWatch(config.events, bases, logger);
  const discovery = new AwsDiscovery({ plane, budgets, watch: queue?.watch });
  return {
    dataKeys,
    driver: {
      type: 'aws',
      title: 'Amazon API Gateway',
      // Accounts are linked by their owners, one by one.
      builtInAccounts: () => [],
      discovery,
      access: new AwsGatewayAccess(management, options.lockMs),
      publishing: new AwsGatewayPublishing(management, plane),
      drift: new AwsGatewayDrift(management),
      counters: new AwsGatewayCounters({
        plane,
        sessions,
        budgets,
        endpoint: config.endpoint,
      }),
      deployment: new AwsStackDeployment(
        new DeploymentClients(deploySessions, config.endpoint),
        new StackLibrary(options.stacks ?? shippedStacks),
      ),
      linking: new AwsAccountLinking({
        config,
        bases,
        forget: account => {
          sessions.forget(account);
          deploySessions.forget(account);
          provisionSessions.forget(account);
          discovery.forget(account);
        },
      }),
    },
    close: async () => {
      queue?.close();
      dataKeys?.close();
      management.close();
      bases.forEach(base => base.close());
      await transport.close();
    },
  };
}
