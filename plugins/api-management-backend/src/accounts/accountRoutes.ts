import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { AccountService } from './AccountService';
import type { UnlinkService } from './UnlinkService';

export function addAccountRoutes(
  router: ApiRouter,
  {
    callers,
    accounts,
    unlinking,
  }: {
    callers: RequestCallers;
    accounts: AccountService;
    unlinking: UnlinkService;
  },
) {
  router.get('/gateway-drivers', async (req, res) => {
    res.json(await accounts.listDrivers(await callers.user(req)));
  });

  router.get('/account-links', async (req, res) => {
    res.json(await accounts.list(await callers.user(req), req.query));
  });

  router.post('/account-links', async (req, res) => {
    res
      .status(201)
      .json(await accounts.create(await callers.user(req), req.body));
  });

  router.get('/account-links/:accountLinkId', async (req, res) => {
    res.json(
      await accounts.get(await callers.user(req), req.params.accountLinkId),
    );
  });

  router.patch('/account-links/:accountLinkId', async (req, res) => {
    const { accountLinkId } = req.params;
    const version = Number(req.query.version);
    res.json(
      await accounts.update(
        await callers.user(req),
        accountLinkId,
        version,
        req.body,
      ),
    );
  });

  router.delete('/account-links/:accountLinkId', async (req, res) => {
    await unlinking.unlink(await callers.user(req), req.params.accountLinkId);
    res.status(204).end();
  });

  router.get(
    '/account-links/:accountLinkId/unlink-preview',
    async (req, res) => {
      const { accountLinkId } = req.params;
      res.json(
        await unlinking.preview(
          await callers.user(req),
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
          await callers.user(req),
          accountLinkId,
          req.query.region,
        ),
      );
  });
}
