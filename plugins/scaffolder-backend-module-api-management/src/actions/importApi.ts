import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { importApi } from '../apis/importApi';
import { runAsPerson } from '../portal/runAsPerson';
import type { ActionServices } from './ActionServices';
import { examples } from './importApi.examples';

/**
 * `api-management:api:import`: has a Region of a linked account imported, waits for it, and gives the imported API.
 *
 * @public
 */
export function createImportApiAction(services: ActionServices) {
  return createTemplateAction({
    id: 'api-management:api:import',
    description:
      'Imports a Region of a linked account, and finds an API that is there',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountLinkId: z => z.string().describe('Id of the linked account'),
        region: z => z.string().describe('AWS Region'),
        apiId: z => z.string().describe('Id that the gateway gave the API'),
        stage: z =>
          z
            .string()
            .describe('Its stage; may be left out when there is one')
            .optional(),
      },
      output: {
        gatewayApiId: z => z.string(),
        entityRef: z => z.string().describe('The entity of the catalog'),
        title: z => z.string(),
      },
    },
    async handler(ctx) {
      const api = await runAsPerson(services, ctx, {
        wouldDo: `import ${ctx.input.region}`,
        run: portal => importApi(portal, ctx.input, ctx),
      });
      if (api) {
        ctx.output('gatewayApiId', api.id);
        ctx.output('entityRef', api.entityRef);
        ctx.output('title', api.title);
      }
    },
  });
}
