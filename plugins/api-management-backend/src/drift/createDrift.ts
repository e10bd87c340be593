import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { runInBackground } from '../composition/runInBackground';
import type { GrantTargets } from '../provisioning/GrantTargets';
import { Gateways } from '../publications/Gateways';
import { Comparer } from './Comparer';
import { DesiredStates } from './DesiredStates';
import { addDriftRoutes } from './driftRoutes';
import { DriftService } from './DriftService';
import { FindingPresenter } from './FindingPresenter';
import { KeyAdoption } from './KeyAdoption';
import { Repairs } from './Repairs';
import { requestAll } from './requestAll';

/** Compares gateways with what should be there, and has put right what is not. */
export function createDrift(
  foundation: Foundation & { targets: GrantTargets; provision: () => void },
) {
  const { callers, config, logger } = foundation;
  const gateways = new Gateways(foundation);
  const tools = { ...foundation, gateways };
  const desired = new DesiredStates(tools);
  const comparer = new Comparer({ ...tools, desired });
  const compare = runInBackground(signal => comparer.run(signal), {
    what: 'Comparing gateways',
    timeoutMs: 3_600_000,
    logger,
  });
  const drift = new DriftService({
    ...tools,
    presenter: new FindingPresenter(foundation),
    repairs: new Repairs(tools),
    adoption: new KeyAdoption(tools),
    compare,
  });
  return {
    addRoutes: router => addDriftRoutes(router, { callers, drift }),
    tasks: [
      {
        // Every replica may take part, since gateways are leased one by one.
        id: 'compare-gateways',
        scope: 'local',
        frequency: { seconds: 5 },
        timeout: { hours: 1 },
        fn: signal => comparer.run(signal as AbortSignal),
      },
      {
        id: 'request-gateway-comparisons',
        ...config.driftSchedule,
        fn: () => requestAll(tools),
      },
    ],
  } satisfies Capability;
}
