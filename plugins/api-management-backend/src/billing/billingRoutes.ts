import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { BillingService } from './BillingService';

export function addBillingRoutes(
  router: ApiRouter,
  { callers, billing }: { callers: RequestCallers; billing: BillingService },
) {
  router.get('/bills', async (req, res) => {
    res.json(await billing.list(await callers.user(req), req.query));
  });
}
