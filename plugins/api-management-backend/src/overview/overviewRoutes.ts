import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { OverviewService } from './OverviewService';

export function addOverviewRoutes(
  router: ApiRouter,
  { callers, overview }: { callers: RequestCallers; overview: OverviewService },
) {
  router.get('/overview', async (req, res) => {
    res.json(await overview.get(await callers.user(req)));
  });
}
