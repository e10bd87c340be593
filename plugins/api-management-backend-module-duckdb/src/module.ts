import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { usageEnginesExtensionPoint } from '@oaf/backstage-plugin-api-management-node';
import {
  readDuckDbLimits,
  readLogConfigs,
  type LogConfig,
  type S3LogConfig,
} from './config';
import { DuckDbUsageEngine } from './engine/DuckDbUsageEngine';
import { FolderFiles } from './files/FolderFiles';
import { S3Files } from './files/S3Files';
import { openLog } from './openFolderLog';

function openS3(
  config: S3LogConfig,
  rootConfig: RootConfigService,
  to: string,
) {
  const manager = DefaultAwsCredentialsManager.fromConfig(rootConfig);
  const { accountId, bucket, prefix, region, endpoint, maxKept } = config;
  const client = new S3Client({
    region,
    endpoint,
    forcePathStyle: Boolean(endpoint),
    credentials: async identity => {
      const provider = await manager.getCredentialProvider({ accountId });
      return provider.sdkCredentialProvider(identity);
    },
  });
  return new S3Files({ client, bucket, prefix, folder: to, maxKept });
}

/**
 * Counts access logs in files, in a folder or in S3, with DuckDB.
 * It stays out of the way when `apiManagement.usage.duckdb.logs` has none.
 *
 * @public
 */
export const apiManagementModuleDuckDb = createBackendModule({
  pluginId: 'api-management',
  moduleId: 'duckdb',
  register(registration) {
    registration.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        engines: usageEnginesExtensionPoint,
      },
      async init({ rootConfig, logger, lifecycle, engines }) {
        const limits = readDuckDbLimits(rootConfig);
        const filesOf = ({
          folder,
          s3,
          source,
        }: LogConfig & { folder?: string }) =>
          s3
            ? openS3(s3, rootConfig, join(limits.temporaryFolder, 's3', source))
            : new FolderFiles(folder!);
        for (const config of readLogConfigs(rootConfig)) {
          const files = filesOf(config);
          const log = await openLog({ files, limits, logger });
          const engine = new DuckDbUsageEngine(
            log,
            now => now - config.settles,
          );
          engines.addUsageEngine({ source: config.source, engine });
          lifecycle.addShutdownHook(() => log.close());
        }
      },
    });
  },
});
