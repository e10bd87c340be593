import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { runInBackground } from '../composition/runInBackground';
import { Deployer } from './Deployer';
import { DeploymentPlanner } from './DeploymentPlanner';
import { DeploymentService } from './DeploymentService';
import { DriftDetector } from './DriftDetector';
import { addInfrastructureRoutes } from './infrastructureRoutes';
import { HostedZoneService } from './HostedZoneService';
import { keepSerialNumber } from './keepSerialNumber';
import { StackService } from './StackService';
import { StackTemplates } from './StackTemplates';

/** Deploys stacks into linked accounts, as jobs that outlive the process. */
export function createInfrastructure(foundation: Foundation) {
  const { callers, drivers, logger, stackStore } = foundation;
  const templates = new StackTemplates(drivers);
  const deployer = new Deployer(foundation);
  const drift = new DriftDetector(foundation);
  const deploy = runInBackground(signal => deployer.run(signal), {
    what: 'Deploying',
    timeoutMs: 600_000,
    logger,
  });
  const planner = new DeploymentPlanner({ ...foundation, templates });
  return {
    addRoutes(router) {
      addInfrastructureRoutes(router, {
        callers,
        deployments: new DeploymentService({ ...foundation, planner, deploy }),
        stacks: new StackService({ ...foundation, templates }),
        hostedZones: new HostedZoneService(foundation),
      });
    },
    tasks: [
      {
        // Every replica may take part, since deployments are leased one by one.
        id: 'deploy-stacks',
        scope: 'local',
        frequency: { seconds: 1 },
        timeout: { minutes: 10 },
        fn: signal => deployer.run(signal as AbortSignal),
      },
      {
        id: 'detect-stack-drift',
        frequency: { seconds: 15 },
        timeout: { minutes: 10 },
        fn: signal => drift.run(signal as AbortSignal),
      },
      {
        id: 'request-stack-drift-detection',
        frequency: { days: 7 },
        timeout: { minutes: 1 },
        fn: () => stackStore.requestDrift(),
      },
    ],
    start: () => keepSerialNumber(foundation),
    stop: () => deployer.stop(),
  } satisfies Capability;
}
