import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addSubscriptionRoutes(
  router: ApiRouter,
  { callerOf, subscriptions, connections }: RouteContext,
) {
  router.get('/subscriptions', async (req, res) => {
    res.json(await subscriptions.list(await callerOf(req), req.query));
  });

  router.post('/subscriptions', async (req, res) => {
    res
      .status(201)
      .json(await subscriptions.create(await callerOf(req), req.body));
  });

  router.get('/subscriptions/:subscriptionId', async (req, res) => {
    res.json(
      await subscriptions.get(await callerOf(req), req.params.subscriptionId),
    );
  });

  router.post(
    '/subscriptions/:subscriptionId/transitions',
    async (req, res) => {
      const { subscriptionId } = req.params;
      res.json(
        await subscriptions.transition(
          await callerOf(req),
          subscriptionId,
          req.body,
        ),
      );
    },
  );

  router.get('/subscriptions/:subscriptionId/events', async (req, res) => {
    res.json(
      await subscriptions.events(
        await callerOf(req),
        req.params.subscriptionId,
      ),
    );
  });

  router.get('/subscriptions/:subscriptionId/connection', async (req, res) => {
    res.json(
      await connections.get(await callerOf(req), req.params.subscriptionId),
    );
  });
}
