import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { runDeployment } from '../deployments/runDeployment';
import type { ActionServices } from './ActionServices';
import { examples } from './destroyInfrastructure.examples';
import { deploymentOutput, stackInput } from './stackInput';

/**
 * `api-management:infrastructure:destroy`: removes a stack from a linked account and follows it to its end. What holds
 * data stays, as the template of the stack says, unless its name is given once more to delete that, too.
 *
 * @public
 */
export function createDestroyInfrastructureAction(services: ActionServices) {
  return createTemplateAction({
    id: 'api-management:infrastructure:destroy',
    description:
      'Removes one of the API management stacks from a linked AWS account',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...stackInput,
        deleteKeptOf: z =>
          z
            .string()
            .describe(
              'The name of the stack once more: deletes for good what it keeps when it goes (tables, buckets, people, snapshots; secrets and keys after 30 days)',
            )
            .optional(),
      },
      output: deploymentOutput,
    },
    async handler(ctx) {
      const { deploymentId, confirm, deleteKeptOf, ...stack } = ctx.input;
      const deleteKept = isAsked(deleteKeptOf, stack.stackName);
      const deployment = await runDeployment(services, ctx, {
        input: { action: 'destroy', ...stack, deleteKept },
        deploymentId,
        confirm,
      });
      if (deployment) {
        ctx.output('deploymentId', deployment.id);
        ctx.output('changed', deployment.changed);
      }
    },
  });
}

/** @throws InputError for a name that is not the stack's */
function isAsked(typed: string | undefined, stackName: string): boolean {
  if (typed && typed !== stackName) {
    throw new InputError(
      `To delete what ${stackName} keeps, give its name as deleteKeptOf, and not ${typed}; leave it out to keep it`,
    );
  }
  return Boolean(typed);
}
