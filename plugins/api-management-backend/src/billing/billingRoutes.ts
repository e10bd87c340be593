import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addBillingRoutes(
  router: ApiRouter,
  { callerOf, billing }: RouteContext,
) {
  router.get('/bills', async (req, res) => {
    res.json(await billing.list(await callerOf(req), req.query));
  });
}
