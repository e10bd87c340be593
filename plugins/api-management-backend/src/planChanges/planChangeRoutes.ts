import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { PlanChangeService } from './PlanChangeService';
import { readEvidence } from './readEvidence';
import type { EvidenceSources } from './readEvidence';

export function addPlanChangeRoutes(
  router: ApiRouter,
  {
    callers,
    planChanges,
    sources,
  }: {
    callers: RequestCallers;
    planChanges: PlanChangeService;
    sources: EvidenceSources;
  },
) {
  router.get('/plan-changes', async (req, res) => {
    res.json(await planChanges.list(await callers.user(req), req.query));
  });

  router.post(
    '/subscriptions/:subscriptionId/plan-changes',
    async (req, res) => {
      const { subscriptionId } = req.params;
      res
        .status(201)
        .json(
          await planChanges.request(
            await callers.user(req),
            subscriptionId,
            req.body,
          ),
        );
    },
  );

  router.get('/plan-changes/:planChangeId/evidence', async (req, res) => {
    const subject = await planChanges.findVisible(
      await callers.user(req),
      req.params.planChangeId,
    );
    res.json(await readEvidence(subject, sources));
  });

  router.post('/plan-changes/:planChangeId/transitions', async (req, res) => {
    const { planChangeId } = req.params;
    res.json(
      await planChanges.transition(
        await callers.user(req),
        planChangeId,
        req.body,
      ),
    );
  });
}
