import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addGatewayApiRoutes(
  router: ApiRouter,
  { callerOf, requireService, gatewayApis }: RouteContext,
) {
  router.get('/gateway-apis', async (req, res) => {
    res.json(await gatewayApis.list(await callerOf(req), req.query));
  });

  router.get('/gateway-apis/:gatewayApiId', async (req, res) => {
    res.json(
      await gatewayApis.get(await callerOf(req), req.params.gatewayApiId),
    );
  });

  router.get('/gateway-api-changes', async (req, res) => {
    await requireService(req);
    res.json(await gatewayApis.changes(req.query));
  });
}
