import { runDeployment, type TaskContext } from '../deployments/runDeployment';
import type { ActionServices } from './ActionServices';

/** What a task is told of a stack that is there. */
type Outputs = {
  deploymentId: string;
  changed: boolean;
  outputs: Record<string, string>;
};

/** Runs a deployment, and gives the task what its stack gives. */
export async function deployStack(
  services: ActionServices,
  ctx: TaskContext & {
    output<Name extends keyof Outputs>(name: Name, value: Outputs[Name]): void;
  },
  options: Parameters<typeof runDeployment>[2],
): Promise<void> {
  const deployment = await runDeployment(services, ctx, options);
  if (deployment) {
    ctx.output('deploymentId', deployment.id);
    ctx.output('changed', deployment.changed);
    ctx.output('outputs', deployment.outputs);
  }
}
