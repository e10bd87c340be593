import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { PublicationService } from './PublicationService';

export function addPublicationRoutes(
  router: ApiRouter,
  {
    callers,
    publications,
  }: { callers: RequestCallers; publications: PublicationService },
) {
  router.get('/products/:productId/publications', async (req, res) => {
    const { productId } = req.params;
    res.json(
      await publications.list(await callers.user(req), productId, req.query),
    );
  });

  router.get(
    '/products/:productId/publications/:gatewayId',
    async (req, res) => {
      const { productId, gatewayId } = req.params;
      res.json(
        await publications.get(await callers.user(req), productId, gatewayId),
      );
    },
  );

  router.post(
    '/products/:productId/publications/:gatewayId/plan',
    async (req, res) => {
      const { productId, gatewayId } = req.params;
      res.json(
        await publications.plan(
          await callers.user(req),
          productId,
          gatewayId,
          req.body,
        ),
      );
    },
  );

  router.post(
    '/products/:productId/publications/:gatewayId/transitions',
    async (req, res) => {
      const { productId, gatewayId } = req.params;
      res
        .status(202)
        .json(
          await publications.transition(
            await callers.user(req),
            productId,
            gatewayId,
            req.body,
          ),
        );
    },
  );
}
