import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addAccountRoutes(
  router: ApiRouter,
  { callerOf, accounts }: RouteContext,
) {
  router.get('/account-links', async (req, res) => {
    res.json(await accounts.list(await callerOf(req), req.query));
  });

  router.get('/account-links/:accountLinkId', async (req, res) => {
    res.json(await accounts.get(await callerOf(req), req.params.accountLinkId));
  });

  router.post('/account-links/:accountLinkId/sync', async (req, res) => {
    const { accountLinkId } = req.params;
    res.json(
      await accounts.sync(
        await callerOf(req),
        accountLinkId,
        AbortSignal.timeout(60_000),
      ),
    );
  });
}
