import type { RequestCallers } from '../../authorization/Caller';
import type { ApiRouter } from '../../schema/ApiRouter';
import type { DefinitionService } from './DefinitionService';
import { sendDefinition } from './sendDefinition';

export function addDefinitionRoutes(
  router: ApiRouter,
  {
    callers,
    definitions,
  }: { callers: RequestCallers; definitions: DefinitionService },
) {
  router.get('/gateway-apis/:gatewayApiId/definition', async (req, res) => {
    const definition = await definitions.get(
      await callers.user(req),
      req.params.gatewayApiId,
    );
    await sendDefinition(req, res, definition);
  });

  router.get('/gateway-apis/:gatewayApiId/operations', async (req, res) => {
    res.json(
      await definitions.listOperations(
        await callers.user(req),
        req.params.gatewayApiId,
        req.query,
      ),
    );
  });

  router.get(
    '/gateway-apis/:gatewayApiId/operation-definition',
    async (req, res) => {
      const document = await definitions.getOperation(
        await callers.user(req),
        req.params.gatewayApiId,
        req.query.operation,
      );
      res.type('text/plain').send(document);
    },
  );
}
