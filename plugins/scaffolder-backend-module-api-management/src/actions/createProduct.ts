import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { runAsPerson } from '../portal/runAsPerson';
import { createDraft } from '../products/createDraft';
import type { ActionServices } from './ActionServices';
import { examples } from './createProduct.examples';

/** What its owner decides on later; nobody can subscribe to a draft. */
const PLAN = {
  title: 'Standard',
  limits: { rate: 10, burst: 20 },
  price: { currency: 'EUR', components: [] },
};

/**
 * `api-management:product:create`: makes a draft of an API product of imported APIs, for its owner to complete and to
 * publish.
 *
 * @public
 */
export function createProductAction(services: ActionServices) {
  return createTemplateAction({
    id: 'api-management:product:create',
    description: 'Makes a draft of an API product',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        title: z => z.string().describe('At most 120 characters'),
        summary: z => z.string().describe('At most 300 characters'),
        description: z => z.string().describe('Markdown').optional(),
        owner: z => z.string().describe('Entity reference of a group or user'),
        gatewayApiIds: z =>
          z.array(z.string()).describe('Ids of imported APIs').nonempty(),
        tags: z => z.array(z.string()).optional(),
      },
      output: { productId: z => z.string() },
    },
    async handler(ctx) {
      const { owner } = ctx.input;
      const product = await runAsPerson(services, ctx, {
        wouldDo: `make a draft product ${ctx.input.title} of ${owner}`,
        run: portal =>
          createDraft(portal, {
            ...ctx.input,
            audience: { type: 'groups', groups: [owner] },
            approval: 'manual',
            plans: [PLAN],
          }),
      });
      if (product) {
        ctx.logger.info(`${product.title} is a draft of ${product.owner}`);
        ctx.output('productId', product.id);
      }
    },
  });
}
