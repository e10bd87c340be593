import type { createOpenApiRouter } from './openapi';

/** A router that takes only the paths, parameters and bodies of `openapi.yaml`. */
export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;
