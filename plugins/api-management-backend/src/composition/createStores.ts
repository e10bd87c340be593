import type { Knex } from 'knex';
import { DatabaseAccountStore } from '../accounts/DatabaseAccountStore';
import { DatabaseBatchStore } from '../accounts/DatabaseBatchStore';
import { DatabaseImpactStore } from '../accounts/DatabaseImpactStore';
import { DatabaseVerificationQueue } from '../accounts/DatabaseVerificationQueue';
import { DatabaseBacklogStore } from '../backlog/DatabaseBacklogStore';
import { DatabaseBillPurge } from '../billing/DatabaseBillPurge';
import { DatabaseBillStore } from '../billing/DatabaseBillStore';
import { DatabaseApplicationStore } from '../applications/DatabaseApplicationStore';
import { DatabaseCredentialStore } from '../credentials/DatabaseCredentialStore';
import { DatabaseGatewayApiStore } from '../discovery/DatabaseGatewayApiStore';
import { DatabaseImportQueue } from '../discovery/DatabaseImportQueue';
import { DatabaseRegionStore } from '../discovery/DatabaseRegionStore';
import { DatabaseSnapshotStore } from '../discovery/snapshot/DatabaseSnapshotStore';
import { DatabaseComparisonQueue } from '../drift/DatabaseComparisonQueue';
import { DatabaseDeliveryStore } from '../deliveries/DatabaseDeliveryStore';
import { DatabaseFindingStore } from '../drift/DatabaseFindingStore';
import { DatabaseDeploymentQueue } from '../infrastructure/DatabaseDeploymentQueue';
import { DatabaseDeploymentStore } from '../infrastructure/DatabaseDeploymentStore';
import { DatabaseStackStore } from '../infrastructure/DatabaseStackStore';
import { DatabaseInvoiceStore } from '../invoices/DatabaseInvoiceStore';
import { DatabasePlanChangeStore } from '../planChanges/DatabasePlanChangeStore';
import { DatabaseProductStore } from '../products/DatabaseProductStore';
import { DatabaseGrantTargetStore } from '../provisioning/DatabaseGrantTargetStore';
import { DatabaseProvisioningQueue } from '../provisioning/DatabaseProvisioningQueue';
import { DatabaseDoorRouteStore } from '../publications/DatabaseDoorRouteStore';
import { DatabasePublicationStore } from '../publications/DatabasePublicationStore';
import { DatabaseResourceCountStore } from '../quotas/DatabaseResourceCountStore';
import { DatabaseSubscriptionStore } from '../subscriptions/DatabaseSubscriptionStore';
import { DatabaseCompletenessStore } from '../usage/completeness/DatabaseCompletenessStore';
import { DatabaseOperationStore } from '../usage/routes/DatabaseOperationStore';
import { DatabaseRollupStore } from '../usage/rollup/DatabaseRollupStore';
import { DatabaseUsagePurge } from '../usage/rollup/DatabaseUsagePurge';
import { DatabaseUsageStore } from '../usage/DatabaseUsageStore';

export type Stores = ReturnType<typeof createStores>;

/** The only place that knows which table stands behind which port. */
export function createStores(knex: Knex) {
  const regionStore = new DatabaseRegionStore(knex);
  const provisioningQueue = new DatabaseProvisioningQueue(knex);
  const credentialStore = new DatabaseCredentialStore(knex, provisioningQueue);
  const subscriptionStore = new DatabaseSubscriptionStore(knex, {
    credentialStore,
    provisioningQueue,
  });
  const using = { subscriptionStore, provisioningQueue };
  const productStore = new DatabaseProductStore(knex, using);
  return {
    regionStore,
    accountStore: new DatabaseAccountStore(knex, regionStore),
    batchStore: new DatabaseBatchStore(knex),
    verificationQueue: new DatabaseVerificationQueue(knex),
    impactStore: new DatabaseImpactStore(knex),
    gatewayApiStore: new DatabaseGatewayApiStore(knex),
    importQueue: new DatabaseImportQueue(knex),
    snapshotStore: new DatabaseSnapshotStore(knex),
    productStore,
    doorRouteStore: new DatabaseDoorRouteStore(knex),
    publicationStore: new DatabasePublicationStore(knex, {
      ...using,
      productStore,
    }),
    applicationStore: new DatabaseApplicationStore(knex, {
      ...using,
      productStore,
    }),
    subscriptionStore,
    credentialStore,
    planChangeStore: new DatabasePlanChangeStore(knex, { credentialStore }),
    grantTargetStore: new DatabaseGrantTargetStore(knex),
    provisioningQueue,
    operationStore: new DatabaseOperationStore(knex),
    rollupStore: new DatabaseRollupStore(knex),
    usagePurge: new DatabaseUsagePurge(knex),
    completenessStore: new DatabaseCompletenessStore(knex),
    usageStore: new DatabaseUsageStore(knex),
    backlogStore: new DatabaseBacklogStore(knex),
    billPurge: new DatabaseBillPurge(knex),
    billStore: new DatabaseBillStore(knex),
    invoiceStore: new DatabaseInvoiceStore(knex),
    deliveryStore: new DatabaseDeliveryStore(knex),
    deploymentStore: new DatabaseDeploymentStore(knex),
    deploymentQueue: new DatabaseDeploymentQueue(knex),
    stackStore: new DatabaseStackStore(knex),
    findingStore: new DatabaseFindingStore(knex),
    comparisonQueue: new DatabaseComparisonQueue(knex),
    resourceCountStore: new DatabaseResourceCountStore(knex),
  };
}
