import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { UsageGroupService } from './UsageGroupService';
import type { UsageService } from './UsageService';

export function addUsageRoutes(
  router: ApiRouter,
  {
    callers,
    usage,
    groups,
  }: {
    callers: RequestCallers;
    usage: UsageService;
    groups: UsageGroupService;
  },
) {
  router.get('/usage', async (req, res) => {
    res.json(await usage.get(await callers.user(req), req.query));
  });

  router.get('/usage/groups', async (req, res) => {
    res.json(await groups.list(await callers.user(req), req.query));
  });

  router.get('/usage/groups.csv', async (req, res) => {
    const csv = await groups.csv(await callers.user(req), req.query);
    res.attachment('usage.csv').type('text/csv').send(csv);
  });
}
