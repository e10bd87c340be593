import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { RootHealthService } from '@backstage/backend-plugin-api';
import { readinessChecksServiceRef } from './readinessChecks';

/**
 * Backstage's health service, which is ready only when every {@link ReadinessChecks | readiness check} holds.
 *
 * @public
 */
export const rootHealthServiceFactory = createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    checks: readinessChecksServiceRef,
  },
  factory({ lifecycle, checks }): RootHealthService {
    let standing: string | undefined = 'Backend has not started yet';
    lifecycle.addStartupHook(() => {
      standing = undefined;
    });
    lifecycle.addBeforeShutdownHook(() => {
      standing = 'Backend is shutting down';
    });
    const message = () => standing ?? checks.failures().join('; ');
    return {
      getLiveness: async () => ({ status: 200, payload: { status: 'ok' } }),
      getReadiness: async () =>
        message()
          ? { status: 503, payload: { status: 'error', message: message() } }
          : { status: 200, payload: { status: 'ok' } },
    };
  },
});
