import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addCredentialRoutes(
  router: ApiRouter,
  { callerOf, credentials }: RouteContext,
) {
  router.get('/subscriptions/:subscriptionId/credentials', async (req, res) => {
    res.json(
      await credentials.list(await callerOf(req), req.params.subscriptionId),
    );
  });

  router.post(
    '/subscriptions/:subscriptionId/credentials',
    async (req, res) => {
      const { subscriptionId } = req.params;
      res
        .status(201)
        .json(
          await credentials.issue(
            await callerOf(req),
            subscriptionId,
            req.body,
          ),
        );
    },
  );

  router.post(
    '/subscriptions/:subscriptionId/credentials/:credentialId/reveal',
    async (req, res) => {
      const { subscriptionId, credentialId } = req.params;
      const revealed = await credentials.reveal(
        await callerOf(req),
        subscriptionId,
        credentialId,
      );
      res.set('Cache-Control', 'no-store').json(revealed);
    },
  );

  router.post(
    '/subscriptions/:subscriptionId/credentials/:credentialId/revoke',
    async (req, res) => {
      const { subscriptionId, credentialId } = req.params;
      res.json(
        await credentials.revoke(
          await callerOf(req),
          subscriptionId,
          credentialId,
        ),
      );
    },
  );
}
