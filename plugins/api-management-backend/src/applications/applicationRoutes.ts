import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { ApplicationService } from './ApplicationService';

export function addApplicationRoutes(
  router: ApiRouter,
  {
    callers,
    applications,
  }: { callers: RequestCallers; applications: ApplicationService },
) {
  router.get('/applications', async (req, res) => {
    res.json(await applications.list(await callers.user(req), req.query));
  });

  router.post('/applications', async (req, res) => {
    res
      .status(201)
      .json(await applications.create(await callers.user(req), req.body));
  });

  router.get('/applications/:applicationId', async (req, res) => {
    res.json(
      await applications.get(await callers.user(req), req.params.applicationId),
    );
  });

  router.put('/applications/:applicationId', async (req, res) => {
    const { applicationId } = req.params;
    const version = Number(req.query.version);
    res.json(
      await applications.update(
        await callers.user(req),
        applicationId,
        version,
        req.body,
      ),
    );
  });

  router.delete('/applications/:applicationId', async (req, res) => {
    await applications.delete(
      await callers.user(req),
      req.params.applicationId,
    );
    res.status(204).end();
  });
}
