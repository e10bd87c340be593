import type { ApplicationService } from '../applications/ApplicationService';
import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { DefinitionReader } from '../discovery/definition/DefinitionReader';
import type { ProductService } from '../products/ProductService';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { GrantTargets } from '../provisioning/GrantTargets';
import { ConnectionService } from './ConnectionService';
import { addSubscriptionRoutes } from './subscriptionRoutes';
import { SubscriptionService } from './SubscriptionService';

/** Subscriptions from the request to the end, and what a program needs to use one. */
export function createSubscriptions(
  options: Foundation & {
    products: ProductService;
    applications: ApplicationService;
    gatewayGrants: GatewayGrants;
    targets: GrantTargets;
    definitionReader: DefinitionReader;
    provision: () => void;
  },
) {
  const { callers } = options;
  const subscriptions = new SubscriptionService(options);
  const connections = new ConnectionService({ ...options, subscriptions });
  return {
    service: subscriptions,
    addRoutes: router =>
      addSubscriptionRoutes(router, { callers, subscriptions, connections }),
  } satisfies Capability & { service: SubscriptionService };
}
