import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { GatewayDriver } from './gateway/GatewayDriver';
import type { DataKeys } from './secrets/DataKeys';

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
export interface DataKeysExtensionPoint {
  /** @throws ConflictError when another module has set them */
  setDataKeys(dataKeys: DataKeys): void;
}

/** @public */
export const dataKeysExtensionPoint =
  createExtensionPoint<DataKeysExtensionPoint>({
    id: 'api-management.data-keys',
  });
