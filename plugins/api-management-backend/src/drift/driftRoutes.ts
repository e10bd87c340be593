import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { DriftService } from './DriftService';

export function addDriftRoutes(
  router: ApiRouter,
  { callers, drift }: { callers: RequestCallers; drift: DriftService },
) {
  router.get('/drift/findings', async (req, res) => {
    res.json(await drift.list(await callers.user(req), req.query));
  });

  router.get('/drift/findings/:findingId', async (req, res) => {
    res.json(await drift.get(await callers.user(req), req.params.findingId));
  });

  router.post('/drift/findings/:findingId/transitions', async (req, res) => {
    res
      .status(202)
      .json(
        await drift.transition(
          await callers.user(req),
          req.params.findingId,
          req.body,
        ),
      );
  });

  router.get('/drift/comparisons', async (req, res) => {
    res.json(await drift.listComparisons(await callers.user(req), req.query));
  });

  router.post('/drift/comparisons/:gatewayId', async (req, res) => {
    res
      .status(202)
      .json(await drift.compare(await callers.user(req), req.params.gatewayId));
  });
}
