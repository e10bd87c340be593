import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { runInBackground } from '../composition/runInBackground';
import { GatewayGrants } from './GatewayGrants';
import { GrantTargets } from './GrantTargets';
import { Provisioner } from './Provisioner';

/** Makes gateways hold what the tables say. */
export function createProvisioning(foundation: Foundation) {
  const targets = new GrantTargets(foundation);
  const gatewayGrants = new GatewayGrants({ ...foundation, targets });
  const provisioner = new Provisioner({ ...foundation, gatewayGrants });
  const provision = runInBackground(signal => provisioner.run(signal), {
    what: 'Provisioning',
    timeoutMs: 60_000,
    logger: foundation.logger,
  });
  return {
    tools: { gatewayGrants, targets, provision },
    tasks: [
      {
        // Every replica may take part, since grants are leased one by one.
        id: 'provision-subscriptions',
        scope: 'local',
        frequency: { seconds: 2 },
        timeout: { minutes: 5 },
        fn: signal => provisioner.run(signal as AbortSignal),
      },
    ],
  } satisfies Capability & {
    tools: {
      gatewayGrants: GatewayGrants;
      targets: GrantTargets;
      provision: () => void;
    };
  };
}
