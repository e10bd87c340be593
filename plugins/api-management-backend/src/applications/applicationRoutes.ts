import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addApplicationRoutes(
  router: ApiRouter,
  { callerOf, applications }: RouteContext,
) {
  router.get('/applications', async (req, res) => {
    res.json(await applications.list(await callerOf(req), req.query));
  });

  router.post('/applications', async (req, res) => {
    res
      .status(201)
      .json(await applications.create(await callerOf(req), req.body));
  });

  router.get('/applications/:applicationId', async (req, res) => {
    res.json(
      await applications.get(await callerOf(req), req.params.applicationId),
    );
  });

  router.put('/applications/:applicationId', async (req, res) => {
    const { applicationId } = req.params;
    const version = Number(req.query.version);
    res.json(
      await applications.update(
        await callerOf(req),
        applicationId,
        version,
        req.body,
      ),
    );
  });

  router.delete('/applications/:applicationId', async (req, res) => {
    await applications.delete(await callerOf(req), req.params.applicationId);
    res.status(204).end();
  });
}
