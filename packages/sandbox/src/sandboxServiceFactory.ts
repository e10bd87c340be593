import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readSandboxConfig } from './config';
import { SandboxInProductionError } from './errors';
import { Sandbox, startSandbox } from './Sandbox';

/**
 * The sandbox of this backend; `undefined` when the configuration has no `sandbox` section.
 *
 * @public
 */
export const sandboxServiceRef = createServiceRef<Sandbox | undefined>({
  id: 'oaf.sandbox',
  scope: 'root',
});

/**
 * Starts the sandbox before any plugin, because the OpenID authenticator discovers its provider as
 * soon as the auth plugin starts.
 *
 * @public
 */
export const sandboxServiceFactory = createServiceFactory({
  service: sandboxServiceRef,
  initialization: 'always',
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
    lifecycle: coreServices.rootLifecycle,
  },
  async factory({ config, logger, lifecycle }) {
    const sandboxConfig = readSandboxConfig(config);
    if (!sandboxConfig) {
      return undefined;
    }
    if (process.env.NODE_ENV === 'production') {
      throw new SandboxInProductionError();
    }
    const sandbox = await startSandbox(sandboxConfig, logger);
    lifecycle.addShutdownHook(() => sandbox.stop());
    return sandbox;
  },
});
