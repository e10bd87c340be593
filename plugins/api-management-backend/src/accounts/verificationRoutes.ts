import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addVerificationRoutes(
  router: ApiRouter,
  { callerOf, verifications, accountBatches }: RouteContext,
) {
  router.get('/account-links/:accountLinkId/trust-setup', async (req, res) => {
    const { accountLinkId } = req.params;
    res.json(
      await verifications.trustSetup(
        await callerOf(req),
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
          await callerOf(req),
          accountLinkId,
          req.body.roleArn,
        ),
      );
    },
  );

  router.post('/account-link-batches', async (req, res) => {
    res
      .status(201)
      .json(await accountBatches.create(await callerOf(req), req.body));
  });

  router.get('/account-link-batches/:batchId', async (req, res) => {
    res.json(await accountBatches.get(await callerOf(req), req.params.batchId));
  });

  router.get('/account-link-batches/:batchId/trust-setup', async (req, res) => {
    res.json(
      await accountBatches.trustSetup(
        await callerOf(req),
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
          await accountBatches.verify(await callerOf(req), req.params.batchId),
        );
    },
  );
}
