import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addAccountRoutes(
  router: ApiRouter,
  { callerOf, accounts, unlinking }: RouteContext,
) {
  router.get('/gateway-drivers', async (req, res) => {
    res.json(await accounts.listDrivers(await callerOf(req)));
  });

  router.get('/account-links', async (req, res) => {
    res.json(await accounts.list(await callerOf(req), req.query));
  });

  router.post('/account-links', async (req, res) => {
    res.status(201).json(await accounts.create(await callerOf(req), req.body));
  });

  router.get('/account-links/:accountLinkId', async (req, res) => {
    res.json(await accounts.get(await callerOf(req), req.params.accountLinkId));
  });

  router.patch('/account-links/:accountLinkId', async (req, res) => {
    const { accountLinkId } = req.params;
    const version = Number(req.query.version);
    res.json(
      await accounts.update(
        await callerOf(req),
        accountLinkId,
        version,
        req.body,
      ),
    );
  });

  router.delete('/account-links/:accountLinkId', async (req, res) => {
    await unlinking.unlink(await callerOf(req), req.params.accountLinkId);
    res.status(204).end();
  });

  router.get(
    '/account-links/:accountLinkId/unlink-preview',
    async (req, res) => {
      const { accountLinkId } = req.params;
      res.json(
        await unlinking.preview(
          await callerOf(req),
          accountLinkId,
          req.query.regions,
        ),
      );
    },
  );

  router.post('/account-links/:accountLinkId/sync', async (req, res) => {
    const { accountLinkId } = req.params;
    res
      .status(202)
      .json(
        await accounts.sync(
          await callerOf(req),
          accountLinkId,
          req.query.region,
        ),
      );
  });
}
