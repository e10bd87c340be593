import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { runDeployment } from '../deployments/runDeployment';
import type { ActionServices } from './ActionServices';
import { examples } from './destroyInfrastructure.examples';
import { deploymentOutput, stackInput } from './stackInput';

/**
 * `api-management:infrastructure:destroy`: removes a stack from a linked account and follows it to its end. What holds
 * data stays, as the template of the stack says.
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
    schema: { input: stackInput, output: deploymentOutput },
    async handler(ctx) {
      const { deploymentId, confirm, ...stack } = ctx.input;
      const deployment = await runDeployment(services, ctx, {
        input: { action: 'destroy', ...stack },
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
