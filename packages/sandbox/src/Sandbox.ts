import { LoggerService } from '@backstage/backend-plugin-api';
import { SandboxConfig } from './config';
import { startIdentityProvider } from './identityProvider/startIdentityProvider';
import { startUpstreams } from './upstreams/startUpstreams';

/**
 * The running sandbox.
 *
 * @public
 */
export interface Sandbox {
  /** Port of the identity provider. */
  readonly identityProviderPort: number;
  /** Port of the sample upstream APIs. */
  readonly upstreamsPort: number;
  stop(): Promise<void>;
}

/**
 * Starts both servers, or neither.
 *
 * @throws PortInUseError when another process has one of the ports.
 */
export async function startSandbox(
  config: SandboxConfig,
  logger: LoggerService,
): Promise<Sandbox> {
  const upstreams = await startUpstreams(config.upstreams);
  const identityProvider = await startIdentityProvider(
    config.identityProvider,
  ).catch(async error => {
    await upstreams.close();
    throw error;
  });
  logger.info(
    `Sandbox: identity provider on port ${identityProvider.port}, sample APIs on port ${upstreams.port}`,
  );
  return {
    identityProviderPort: identityProvider.port,
    upstreamsPort: upstreams.port,
    stop: async () => {
      await Promise.all([identityProvider.close(), upstreams.close()]);
    },
  };
}
