import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type {
  Deployment,
  DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import type { ActionServices } from '../actions/ActionServices';
import { attach } from './attach';
import { portalOf } from '../portal/portalOf';
import { Deployments } from './Deployments';
import { followDeployment } from './followDeployment';
import { toSentence } from './toSentence';

/** What of a task's context is used; the rest depends on an action's own input. */
export type TaskContext = Pick<
  ActionContext<any, any, any>,
  'checkpoint' | 'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'signal'
>;

/** Starts a deployment or attaches to it, has it confirmed, and follows it to its end; in a dry run it only says so. */
export async function runDeployment(
  services: ActionServices,
  ctx: TaskContext,
  options: {
    input: DeploymentInput;
    deploymentId?: string;
    confirm?: boolean;
  },
): Promise<Deployment | undefined> {
  const { input, deploymentId } = options;
  const { action, stackName, region } = input;
  if (ctx.isDryRun) {
    ctx.logger.info(`Would ${action} ${stackName} in ${region}`);
    return undefined;
  }
  const deployments = new Deployments(
    portalOf(services, () => ctx.getInitiatorCredentials()),
  );
  const page = `${services.config.getString(
    'app.baseUrl',
  )}/api-management/infrastructure`;
  try {
    const id = await ctx.checkpoint({
      key: 'deployment',
      fn: () => attach(deployments, input, deploymentId),
    });
    return await followDeployment({
      deployments,
      id,
      confirm: options.confirm || deploymentId !== undefined,
      logger: ctx.logger,
      signal: ctx.signal,
      page: `${page}/deployments/${id}`,
    });
  } catch (error) {
    throw toSentence(error, page);
  }
}
