import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { readDatabaseConfig, secretArnsOf } from './config/config';
import { validateConfig } from './config/validateConfig';
import { SecretDatabases } from './database/SecretDatabases';
import { Secrets } from './secret/Secrets';

/** In the place of Backstage's own, for all plugins. */
export const databaseServiceFactory = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
    rootLogger: coreServices.rootLogger,
  },
  createRootContext({ config, rootLifecycle, rootLogger }) {
    const database = readDatabaseConfig(config);
    validateConfig(database);
    const secrets = Secrets.create(
      secretArnsOf(database),
      DefaultAwsCredentialsManager.fromConfig(config),
      rootLogger,
    );
    return new SecretDatabases(database, secrets, {
      rootLifecycle,
      rootLogger,
    });
  },
  factory: ({ pluginMetadata, lifecycle, logger }, databases) =>
    databases.forPlugin(pluginMetadata.getId(), { lifecycle, logger }),
});
