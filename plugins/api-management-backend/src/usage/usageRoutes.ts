import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { UsageService } from './UsageService';

export function addUsageRoutes(
  router: ApiRouter,
  { callers, usage }: { callers: RequestCallers; usage: UsageService },
) {
  router.get('/usage', async (req, res) => {
    res.json(await usage.get(await callers.user(req), req.query));
  });
}
