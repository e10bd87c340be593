import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addOverviewRoutes(
  router: ApiRouter,
  { callerOf, overview }: RouteContext,
) {
  router.get('/overview', async (req, res) => {
    res.json(await overview.get(await callerOf(req)));
  });
}
