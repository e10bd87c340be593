import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addUsageRoutes(
  router: ApiRouter,
  { callerOf, usage }: RouteContext,
) {
  router.get('/usage', async (req, res) => {
    res.json(await usage.get(await callerOf(req), req.query));
  });
}
