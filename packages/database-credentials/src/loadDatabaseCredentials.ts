import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { readDatabaseConfig, secretArnsOf } from './config/config';
import { databaseServiceFactory } from './databaseServiceFactory';

/**
 * Takes user and password of the databases of all plugins from AWS Secrets Manager, where `backend.database` names the
 * ARN of a secret, and goes on when they rotate. Elsewhere Backstage's own database service stays.
 *
 * @public
 */
export const loadDatabaseCredentials = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    if (secretArnsOf(readDatabaseConfig(config)).length > 0) {
      yield databaseServiceFactory;
    }
  },
});
