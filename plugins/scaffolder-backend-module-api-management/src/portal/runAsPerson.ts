import type { TaskContext } from '../deployments/runDeployment';
import { toSentence } from '../deployments/toSentence';
import type { ActionServices } from '../actions/ActionServices';
import { portalOf, type Portal } from './portalOf';

/** Does something with the rights of the person who runs the template; in a dry run it is only said. */
export async function runAsPerson<Result>(
  services: ActionServices,
  ctx: TaskContext,
  {
    wouldDo,
    run,
  }: {
    wouldDo: string;
    run: (portal: Portal) => Promise<Result>;
  },
): Promise<Result | undefined> {
  if (ctx.isDryRun) {
    ctx.logger.info(`Would ${wouldDo}`);
    return undefined;
  }
  try {
    return await run(portalOf(services, () => ctx.getInitiatorCredentials()));
  } catch (error) {
    const page = `${services.config.getString('app.baseUrl')}/api-management`;
    throw toSentence(error, page);
  }
}
