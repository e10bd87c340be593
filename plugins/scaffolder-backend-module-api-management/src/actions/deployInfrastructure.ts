import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { runDeployment } from '../deployments/runDeployment';
import type { ActionServices } from './ActionServices';
import { examples } from './deployInfrastructure.examples';
import { deploymentOutput, stackInput } from './stackInput';

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
        parameters: z =>
          z
            .record(z.string())
            .describe(
              'By name; what is left out keeps its value, or is the default',
            )
            .optional(),
        ...stackInput,
      },
      output: {
        ...deploymentOutput,
        outputs: z =>
          z.record(z.string()).describe('Outputs of the stack, by name'),
      },
    },
    async handler(ctx) {
      const { deploymentId, confirm, ...stack } = ctx.input;
      const deployment = await runDeployment(services, ctx, {
        input: { action: 'deploy', ...stack },
        deploymentId,
        confirm,
      });
      if (deployment) {
        ctx.output('deploymentId', deployment.id);
        ctx.output('changed', deployment.changed);
        ctx.output('outputs', deployment.outputs);
      }
    },
  });
}
