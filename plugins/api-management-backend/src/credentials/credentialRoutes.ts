import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { CredentialService } from './CredentialService';
import type { KeyPairService } from './KeyPairService';

export function addCredentialRoutes(
  router: ApiRouter,
  {
    callers,
    credentials,
    keyPairs,
  }: {
    callers: RequestCallers;
    credentials: CredentialService;
    keyPairs: KeyPairService;
  },
) {
  router.get('/subscriptions/:subscriptionId/credentials', async (req, res) => {
    res.json(
      await credentials.list(
        await callers.user(req),
        req.params.subscriptionId,
      ),
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
            await callers.user(req),
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
        await callers.user(req),
        subscriptionId,
        credentialId,
      );
      res.set('Cache-Control', 'no-store').json(revealed);
    },
  );

  router.post(
    '/subscriptions/:subscriptionId/credentials/:credentialId/key-pair',
    async (req, res) => {
      const { subscriptionId, credentialId } = req.params;
      const pair = await keyPairs.collect(
        await callers.user(req),
        subscriptionId,
        credentialId,
        req.body,
      );
      res.set('Cache-Control', 'no-store').json(pair);
    },
  );

  router.post(
    '/subscriptions/:subscriptionId/credentials/:credentialId/revoke',
    async (req, res) => {
      const { subscriptionId, credentialId } = req.params;
      res.json(
        await credentials.revoke(
          await callers.user(req),
          subscriptionId,
          credentialId,
          req.body?.reason,
        ),
      );
    },
  );

  router.patch(
    '/subscriptions/:subscriptionId/credentials/:credentialId',
    async (req, res) => {
      const { subscriptionId, credentialId } = req.params;
      res.json(
        await credentials.change(
          await callers.user(req),
          subscriptionId,
          credentialId,
          req.body,
        ),
      );
    },
  );

  router.post(
    '/subscriptions/:subscriptionId/credentials/recover',
    async (req, res) => {
      const { subscriptionId } = req.params;
      res
        .status(201)
        .json(
          await credentials.recover(
            await callers.user(req),
            subscriptionId,
            req.body,
          ),
        );
    },
  );
}
