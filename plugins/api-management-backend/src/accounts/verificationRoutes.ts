import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { VerificationService } from './VerificationService';
import type { BatchService } from './BatchService';

export function addVerificationRoutes(
  router: ApiRouter,
  {
    callers,
    verifications,
    batches,
  }: {
    callers: RequestCallers;
    verifications: VerificationService;
    batches: BatchService;
  },
) {
  router.get('/account-links/:accountLinkId/trust-setup', async (req, res) => {
    const { accountLinkId } = req.params;
    res.json(
      await verifications.trustSetup(
        await callers.user(req),
        accountLinkId,
        req.query,
      ),
    );
  });

  router.post(
    '/account-links/:accountLinkId/verification',
    async (req, res) => {
      const { accountLinkId } = req.params;
      res.json(
        await verifications.verify(
          await callers.user(req),
          accountLinkId,
          req.body.roleArn,
        ),
      );
    },
  );

  router.post('/account-link-batches', async (req, res) => {
    res
      .status(201)
      .json(await batches.create(await callers.user(req), req.body));
  });

  router.get('/account-link-batches/:batchId', async (req, res) => {
    res.json(await batches.get(await callers.user(req), req.params.batchId));
  });

  router.get('/account-link-batches/:batchId/trust-setup', async (req, res) => {
    res.json(
      await batches.trustSetup(
        await callers.user(req),
        req.params.batchId,
        req.query,
      ),
    );
  });

  router.post(
    '/account-link-batches/:batchId/verification',
    async (req, res) => {
      res
        .status(202)
        .json(
          await batches.verify(await callers.user(req), req.params.batchId),
        );
    },
  );
}
