import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { DeploymentService } from './DeploymentService';
import type { HostedZoneService } from './HostedZoneService';
import type { StackService } from './StackService';

export function addInfrastructureRoutes(
  router: ApiRouter,
  {
    callers,
    deployments,
    stacks,
    hostedZones,
  }: {
    callers: RequestCallers;
    deployments: DeploymentService;
    stacks: StackService;
    hostedZones: HostedZoneService;
  },
) {
  router.get('/infrastructure/templates', async (req, res) => {
    res.json(await stacks.listTemplates(await callers.userOrService(req)));
  });

  router.get('/infrastructure/hosted-zones', async (req, res) => {
    res.json(await hostedZones.list(await callers.user(req), req.query));
  });

  router.get('/infrastructure/stacks', async (req, res) => {
    res.json(await stacks.list(await callers.user(req), req.query));
  });

  router.get('/infrastructure/stacks/:stackId', async (req, res) => {
    res.json(await stacks.get(await callers.user(req), req.params.stackId));
  });

  router.post(
    '/infrastructure/stacks/:stackId/drift-detection',
    async (req, res) => {
      res
        .status(202)
        .json(
          await stacks.detectDrift(await callers.user(req), req.params.stackId),
        );
    },
  );

  router.get('/infrastructure/deployments', async (req, res) => {
    res.json(await deployments.list(await callers.user(req), req.query));
  });

  router.post('/infrastructure/deployments', async (req, res) => {
    res
      .status(201)
      .json(await deployments.start(await callers.user(req), req.body));
  });

  const one = '/infrastructure/deployments/:deploymentId';

  router.get(one, async (req, res) => {
    const { deploymentId } = req.params;
    res.json(await deployments.get(await callers.user(req), deploymentId));
  });

  router.get(`${one}/changes`, async (req, res) => {
    const { deploymentId } = req.params;
    res.json(
      await deployments.changes(
        await callers.user(req),
        deploymentId,
        req.query,
      ),
    );
  });

  router.get(`${one}/events`, async (req, res) => {
    const { deploymentId } = req.params;
    res.json(
      await deployments.events(
        await callers.user(req),
        deploymentId,
        req.query,
      ),
    );
  });

  router.post(`${one}/confirm`, async (req, res) => {
    const { deploymentId } = req.params;
    res.json(await deployments.confirm(await callers.user(req), deploymentId));
  });

  router.post(`${one}/cancel`, async (req, res) => {
    const { deploymentId } = req.params;
    res.json(await deployments.cancel(await callers.user(req), deploymentId));
  });
}
