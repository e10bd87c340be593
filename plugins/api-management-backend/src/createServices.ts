import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { UsageEngine } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { AccountService } from './accounts/AccountService';
import { AccountVerifier } from './accounts/AccountVerifier';
import { BatchService } from './accounts/BatchService';
import { DatabaseAccountStore } from './accounts/DatabaseAccountStore';
import { DatabaseBatchStore } from './accounts/DatabaseBatchStore';
import { DatabaseImpactStore } from './accounts/DatabaseImpactStore';
import { DatabaseVerificationQueue } from './accounts/DatabaseVerificationQueue';
import type { GatewayDrivers } from './accounts/GatewayDrivers';
import { QueuedVerifications } from './accounts/QueuedVerifications';
import { UnlinkService } from './accounts/UnlinkService';
import { VerificationService } from './accounts/VerificationService';
import { ApplicationService } from './applications/ApplicationService';
import { DatabaseApplicationStore } from './applications/DatabaseApplicationStore';
import { AccessControl } from './authorization/AccessControl';
import { callerOf } from './authorization/Caller';
import { BillingService } from './billing/BillingService';
import type { ApiManagementConfig } from './config';
import { CredentialService } from './credentials/CredentialService';
import { DatabaseCredentialStore } from './credentials/DatabaseCredentialStore';
import { AesSecretEnvelope } from './credentials/SecretEnvelope';
import { DatabaseGatewayApiStore } from './discovery/DatabaseGatewayApiStore';
import { DatabaseImportQueue } from './discovery/DatabaseImportQueue';
import { DatabaseRegionStore } from './discovery/DatabaseRegionStore';
import { createDiscovery } from './discovery/createDiscovery';
import { DatabaseSnapshotStore } from './discovery/snapshot/DatabaseSnapshotStore';
import { GatewayApiService } from './discovery/GatewayApiService';
import { OverviewService } from './overview/OverviewService';
import { DatabaseProductStore } from './products/DatabaseProductStore';
import { ProductService } from './products/ProductService';
import { DatabaseGrantStore } from './provisioning/DatabaseGrantStore';
import { GatewayGrants } from './provisioning/GatewayGrants';
import { Provisioner } from './provisioning/Provisioner';
import type { RouteContext } from './RouteContext';
import { ConnectionService } from './subscriptions/ConnectionService';
import { DatabaseSubscriptionStore } from './subscriptions/DatabaseSubscriptionStore';
import { SubscriptionService } from './subscriptions/SubscriptionService';
import { DatabaseUsageStore } from './usage/DatabaseUsageStore';
import { UsageCollector } from './usage/UsageCollector';
import { UsageService } from './usage/UsageService';

export type Services = ReturnType<typeof createServices>;

type Options = {
  auditor: AuditorService;
  config: ApiManagementConfig;
  drivers: GatewayDrivers;
  engine: UsageEngine | undefined;
  httpAuth: HttpAuthService;
  knex: Knex;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
};

/** Puts the capabilities together; the only place that knows which store stands behind which port. */
export function createServices(options: Options) {
  const { auditor, config, drivers, engine, logger } = options;
  const stores = createStores(options.knex);
  const access = new AccessControl(
    options.permissions,
    options.permissionsRegistry,
  );
  const envelope = new AesSecretEnvelope(config.envelopeKey);
  const gatewayGrants = new GatewayGrants({ ...stores, drivers });
  const discovery = createDiscovery({
    ...options,
    ...stores,
    ...config,
    queue: stores.imports,
  });
  const provisioner = new Provisioner({
    ...stores,
    gatewayGrants,
    envelope,
    auditor,
    logger,
  });
  const verifier = new AccountVerifier({ ...stores, drivers });
  const queuedVerifications = new QueuedVerifications({
    ...stores,
    verifier,
    drivers,
    auditor,
    logger,
  });
  const collector =
    engine &&
    new UsageCollector({
      ...stores,
      engine,
      store: stores.usageRecords,
      logger,
    });
  const provision = () => {
    provisioner.run(AbortSignal.timeout(60_000)).catch(error => {
      logger.error(`Provisioning stopped: ${stringifyError(error)}`);
    });
  };
  const verifyDue = () => {
    queuedVerifications.run(AbortSignal.timeout(600_000)).catch(error => {
      logger.error(`Verification stopped: ${stringifyError(error)}`);
    });
  };

  const shared = {
    ...stores,
    access,
    auditor,
    drivers,
    gatewayGrants,
    envelope,
    provision,
    verifier,
    verifyDue,
  };
  const accounts = new AccountService(shared);
  const products = new ProductService(shared);
  const applications = new ApplicationService(shared);
  const named = {
    ...shared,
    productStore: stores.products,
    subscriptionStore: stores.subscriptions,
  };
  const subscriptions = new SubscriptionService({
    ...named,
    applications,
    products,
  });
  const withSubscriptions = { ...named, subscriptions };
  const usage = new UsageService({ store: stores.usageRecords, subscriptions });
  const billing = new BillingService({
    ...withSubscriptions,
    usage: stores.usageRecords,
  });
  const routes: RouteContext = {
    callerOf: request => callerOf(request, options),
    requireService: async request => {
      await options.httpAuth.credentials(request, { allow: ['service'] });
    },
    accounts,
    accountBatches: new BatchService(shared),
    verifications: new VerificationService(shared),
    unlinking: new UnlinkService(shared),
    gatewayApis: new GatewayApiService({ ...shared, ...discovery }),
    products,
    applications,
    subscriptions,
    connections: new ConnectionService(withSubscriptions),
    credentials: new CredentialService(withSubscriptions),
    usage,
    billing,
    overview: new OverviewService({ ...withSubscriptions, usage, billing }),
  };
  return {
    stores,
    accounts,
    queuedVerifications,
    discovery,
    provisioner,
    collector,
    routes,
  };
}

function createStores(knex: Knex) {
  const regions = new DatabaseRegionStore(knex);
  return {
    regions,
    accounts: new DatabaseAccountStore(knex, regions),
    batches: new DatabaseBatchStore(knex),
    verifications: new DatabaseVerificationQueue(knex),
    impact: new DatabaseImpactStore(knex),
    apis: new DatabaseGatewayApiStore(knex),
    imports: new DatabaseImportQueue(knex),
    snapshot: new DatabaseSnapshotStore(knex),
    products: new DatabaseProductStore(knex),
    applications: new DatabaseApplicationStore(knex),
    subscriptions: new DatabaseSubscriptionStore(knex),
    credentials: new DatabaseCredentialStore(knex),
    grants: new DatabaseGrantStore(knex),
    usageRecords: new DatabaseUsageStore(knex),
  };
}
