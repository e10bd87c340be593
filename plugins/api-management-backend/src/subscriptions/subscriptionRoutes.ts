import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { SubscriptionService } from './SubscriptionService';
import type { ConnectionService } from './ConnectionService';

export function addSubscriptionRoutes(
  router: ApiRouter,
  {
    callers,
    subscriptions,
    connections,
  }: {
    callers: RequestCallers;
    subscriptions: SubscriptionService;
    connections: ConnectionService;
  },
) {
  router.get('/subscriptions', async (req, res) => {
    res.json(await subscriptions.list(await callers.user(req), req.query));
  });

  router.post('/subscriptions', async (req, res) => {
    res
      .status(201)
      .json(await subscriptions.create(await callers.user(req), req.body));
  });

  router.get('/subscriptions/:subscriptionId', async (req, res) => {
    res.json(
      await subscriptions.get(
        await callers.user(req),
        req.params.subscriptionId,
      ),
    );
  });

  router.post(
    '/subscriptions/:subscriptionId/transitions',
    async (req, res) => {
      const { subscriptionId } = req.params;
      res.json(
        await subscriptions.transition(
          await callers.user(req),
          subscriptionId,
          req.body,
        ),
      );
    },
  );

  router.get('/subscriptions/:subscriptionId/events', async (req, res) => {
    res.json(
      await subscriptions.events(
        await callers.user(req),
        req.params.subscriptionId,
      ),
    );
  });

  router.get('/subscriptions/:subscriptionId/connections', async (req, res) => {
    res.json(
      await connections.list(
        await callers.user(req),
        req.params.subscriptionId,
      ),
    );
  });
}
