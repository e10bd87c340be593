import type { ServerResponse } from 'node:http';
import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { CallService } from './calls/CallService';
import type { CompletenessService } from './completeness/CompletenessService';
import type { UsageGroupService } from './UsageGroupService';
import type { UsageService } from './UsageService';

export function addUsageRoutes(
  router: ApiRouter,
  {
    callers,
    usage,
    groups,
    calls,
    completeness,
  }: {
    callers: RequestCallers;
    usage: UsageService;
    groups: UsageGroupService;
    calls: CallService;
    completeness: CompletenessService;
  },
) {
  router.get('/usage', async (req, res) => {
    res.json(await usage.get(await callers.user(req), req.query));
  });

  router.get('/usage/groups', async (req, res) => {
    res.json(await groups.list(await callers.user(req), req.query));
  });

  router.get('/usage/calls', async (req, res) => {
    const caller = await callers.user(req);
    res.json(await calls.list(caller, req.query, untilClosed(res)));
  });

  router.get('/usage/groups.csv', async (req, res) => {
    const csv = await groups.csv(await callers.user(req), req.query);
    res.attachment('usage.csv').type('text/csv').send(csv);
  });

  router.get('/usage/gaps', async (req, res) => {
    res.json(await completeness.list(await callers.user(req), req.query));
  });
}

/** Aborted when nobody waits for the answer any more. */
function untilClosed(response: ServerResponse): AbortSignal {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  return closed.signal;
}
