import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  dataKeysExtensionPoint,
  gatewayDriversExtensionPoint,
} from '@oaf/backstage-plugin-api-management-node';
import { readAwsConfig } from './config';
import { ThreadTransport } from './controlPlane/thread/ThreadTransport';
import { createAwsDriver } from './createAwsDriver';

/**
 * Amazon API Gateway: a GatewayDriver of type `aws` that links accounts and imports their APIs.
 * It stays out of the way when `apiManagement.aws` is not set.
 *
 * @public
 */
export const apiManagementModuleAws = createBackendModule({
  pluginId: 'api-management',
  moduleId: 'aws',
  register(registration) {
    registration.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        drivers: gatewayDriversExtensionPoint,
        envelopes: dataKeysExtensionPoint,
      },
      async init({ rootConfig, logger, lifecycle, drivers, envelopes }) {
        const config = readAwsConfig(rootConfig);
        if (!config) {
          logger.info('No AWS accounts: apiManagement.aws is not set');
          return;
        }
        const manager = DefaultAwsCredentialsManager.fromConfig(rootConfig);
        const { driver, dataKeys, close } = createAwsDriver({
          config,
          logger,
          transport: new ThreadTransport(config.endpoint),
          credentials: async accountId =>
            (await manager.getCredentialProvider({ accountId }))
              .sdkCredentialProvider,
        });
        drivers.addDriver(driver);
        if (dataKeys) {
          envelopes.setDataKeys(dataKeys);
        }
        lifecycle.addShutdownHook(close);
      },
    });
  },
});
