import { AthenaClient } from '@aws-sdk/client-athena';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { usageEnginesExtensionPoint } from '@oaf/backstage-plugin-api-management-node';
import { readAthenaConfig } from './config';
import { AthenaQueries } from './engine/AthenaQueries';
import { AthenaUsageEngine } from './engine/AthenaUsageEngine';
import { ScanBudget } from './engine/ScanBudget';

/**
 * Counts access logs with Amazon Athena. It stays out of the way when `apiManagement.usage.athena` is not set.
 *
 * @public
 */
export const apiManagementModuleAthena = createBackendModule({
  pluginId: 'api-management',
  moduleId: 'athena',
  register(registration) {
    registration.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        engines: usageEnginesExtensionPoint,
      },
      async init({ rootConfig, logger, lifecycle, engines }) {
        const config = readAthenaConfig(rootConfig);
        if (!config) {
          return;
        }
        const { accountId, region, endpoint } = config;
        const manager = DefaultAwsCredentialsManager.fromConfig(rootConfig);
        const client = new AthenaClient({
          region,
          endpoint,
          maxAttempts: 5,
          credentials: async identity => {
            const provider = await manager.getCredentialProvider({ accountId });
            return provider.sdkCredentialProvider(identity);
          },
        });
        const budget = new ScanBudget(config.maxScannedBytesPerDay);
        const queries = new AthenaQueries(client, config, budget);
        const engine = new AthenaUsageEngine({
          ...config,
          queries,
          table: config,
          logger,
        });
        engines.addUsageEngine({ source: config.source, engine });
        lifecycle.addShutdownHook(() => client.destroy());
      },
    });
  },
});
