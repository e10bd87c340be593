import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionServices } from './ActionServices';
import { examples } from './deployInfrastructure.examples';
import { deployStack } from './deployStack';
import { deployOutput, parametersInput, stackInput } from './stackInput';

/**
 * `api-management:infrastructure:deploy`: deploys or changes a stack in a linked account and follows it to its end.
 * The deployment is a job of the api-management backend, which goes on when this action is killed; run again, the
 * action attaches to it.
 *
 * @public
 */
export function createDeployInfrastructureAction(services: ActionServices) {
  return createTemplateAction({
    id: 'api-management:infrastructure:deploy',
    description:
      'Deploys one of the API management stacks into a linked AWS account',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        template: z => z.string().describe('Name of the stack template'),
        ...parametersInput,
        ...stackInput,
      },
      output: deployOutput,
    },
    async handler(ctx) {
      const { deploymentId, confirm, ...stack } = ctx.input;
      await deployStack(services, ctx, {
        input: { action: 'deploy', ...stack },
        deploymentId,
        confirm,
      });
    },
  });
}
