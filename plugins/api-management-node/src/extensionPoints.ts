import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { GatewayDriver } from './gateway/GatewayDriver';

/** @public */
export interface GatewayDriversExtensionPoint {
  addDriver(driver: GatewayDriver): void;
}

/** @public */
export const gatewayDriversExtensionPoint =
  createExtensionPoint<GatewayDriversExtensionPoint>({
    id: 'api-management.gateway-drivers',
  });
