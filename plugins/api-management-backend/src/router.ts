import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Capability } from './composition/Capability';
import { tellFailures } from './failures/failureRoutes';
import type { ApiRouter } from './schema/ApiRouter';
import { dateFormats } from './schema/dateFormats';
import { nameAllMistakes } from './schema/mistakeRoutes';
import { createOpenApiRouter } from './schema/openapi';
import { refuseUndeclared } from './schema/undeclaredRoutes';
import { parseJson, refuseNul } from './schema/requestRoutes';

/** The HTTP API of `src/schema/openapi.yaml`; requests that do not match it never reach a route. */
export async function createRouter(
  capabilities: Capability[],
  logger: LoggerService,
): Promise<ApiRouter> {
  const router = await createOpenApiRouter({
    middleware: [refuseNul, parseJson],
    // The document is committed, and a test holds it against OpenAPI's own schema.
    validatorOptions: { formats: dateFormats, validateApiSpec: false },
  });
  router.use(nameAllMistakes);
  capabilities.forEach(capability => capability.addRoutes?.(router));
  router.use(refuseUndeclared);
  router.use(tellFailures(logger));
  return router;
}
