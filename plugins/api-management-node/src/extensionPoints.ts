import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { GatewayDriver } from './gateway/GatewayDriver';
import type { UsageEngine } from './usage/UsageEngine';

/** @public */
export interface GatewayDriversExtensionPoint {
  addDriver(driver: GatewayDriver): void;
}

/** @public */
export const gatewayDriversExtensionPoint =
  createExtensionPoint<GatewayDriversExtensionPoint>({
    id: 'api-management.gateway-drivers',
  });

/** @public */
export interface UsageEngineExtensionPoint {
  /** Throws when an engine is set already. */
  setUsageEngine(engine: UsageEngine): void;
}

/** @public */
export const usageEngineExtensionPoint =
  createExtensionPoint<UsageEngineExtensionPoint>({
    id: 'api-management.usage-engine',
  });
