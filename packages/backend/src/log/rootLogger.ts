import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import type { WinstonLoggerLevelOverride } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { format } from 'winston';

/** Backstage's own logger, whose lines in production are JSON as well, with a `timestamp` on each. */
export const rootLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const logger = createLogger(config);
    const secretsOf = await createConfigSecretEnumerator({ logger });
    const follow = () => {
      logger.addRedactions(secretsOf(config));
      logger.setLevelOverrides(readOverrides(config));
    };
    follow();
    config.subscribe?.(follow);
    return logger;
  },
});

function createLogger(config: RootConfigService) {
  const meta = config.getOptional<JsonObject>('backend.logger.meta');
  return WinstonLogger.create({
    meta: { service: 'backstage', ...meta },
    level: config.getOptionalString('backend.logger.level'),
    // Without a format of ours, it is the coloured one.
    ...(process.env.NODE_ENV === 'production' && {
      format: format.combine(format.timestamp(), format.json()),
    }),
  });
}

function readOverrides(config: RootConfigService) {
  const overrides = config.getOptionalConfigArray('backend.logger.overrides');
  return (overrides ?? []).map(override => ({
    matchers: override.get<WinstonLoggerLevelOverride['matchers']>('matchers'),
    level: override.getString('level'),
  }));
}
