import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { GatewayApiService } from './GatewayApiService';

/** People wait for it; a gateway that needs longer is imported by the next sweep. */
const SYNC_TIMEOUT_MS = 30_000;

export function addGatewayApiRoutes(
  router: ApiRouter,
  {
    callers,
    gatewayApis,
  }: { callers: RequestCallers; gatewayApis: GatewayApiService },
) {
  router.get('/gateway-apis', async (req, res) => {
    res.json(await gatewayApis.list(await callers.user(req), req.query));
  });

  router.get('/gateway-api-facets', async (req, res) => {
    res.json(await gatewayApis.facets(await callers.user(req)));
  });

  router.get('/gateway-apis/:gatewayApiId', async (req, res) => {
    res.json(
      await gatewayApis.get(await callers.user(req), req.params.gatewayApiId),
    );
  });

  router.post('/gateway-apis/:gatewayApiId/sync', async (req, res) => {
    const { gatewayApiId } = req.params;
    res.json(
      await gatewayApis.sync(
        await callers.user(req),
        gatewayApiId,
        AbortSignal.timeout(SYNC_TIMEOUT_MS),
      ),
    );
  });

  router.get(
    '/gateway-apis/:gatewayApiId/definition-changes',
    async (req, res) => {
      res.json(
        await gatewayApis.listDefinitionChanges(
          await callers.user(req),
          req.params.gatewayApiId,
          req.query,
        ),
      );
    },
  );

  router.get('/gateway-api-changes', async (req, res) => {
    await callers.requireService(req);
    res.json(await gatewayApis.changes(req.query));
  });
}
