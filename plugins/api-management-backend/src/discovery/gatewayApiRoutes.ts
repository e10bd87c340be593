import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

/** People wait for it; a gateway that needs longer is imported by the next sweep. */
const SYNC_TIMEOUT_MS = 30_000;

export function addGatewayApiRoutes(
  router: ApiRouter,
  { callerOf, requireService, gatewayApis }: RouteContext,
) {
  router.get('/gateway-apis', async (req, res) => {
    res.json(await gatewayApis.list(await callerOf(req), req.query));
  });

  router.get('/gateway-api-facets', async (req, res) => {
    res.json(await gatewayApis.facets(await callerOf(req)));
  });

  router.get('/gateway-apis/:gatewayApiId', async (req, res) => {
    res.json(
      await gatewayApis.get(await callerOf(req), req.params.gatewayApiId),
    );
  });

  router.post('/gateway-apis/:gatewayApiId/sync', async (req, res) => {
    const { gatewayApiId } = req.params;
    res.json(
      await gatewayApis.sync(
        await callerOf(req),
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
          await callerOf(req),
          req.params.gatewayApiId,
          req.query,
        ),
      );
    },
  );

  router.get('/gateway-api-changes', async (req, res) => {
    await requireService(req);
    res.json(await gatewayApis.changes(req.query));
  });
}
