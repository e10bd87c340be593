import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { BillingSink } from './billing/BillingSink';
import type { GatewayDriver } from './gateway/GatewayDriver';
import type { DataKeys } from './secrets/DataKeys';
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
export interface UsageEnginesExtensionPoint {
  /**
   * Makes an engine count the calls of a gateway driver's accounts, in place of the driver's own.
   *
   * @throws ConflictError when another module's engine counts them already
   */
  addUsageEngine(options: {
    /** Type of the gateway driver. */
    source: string;
    engine: UsageEngine;
  }): void;
}

/** @public */
export const usageEnginesExtensionPoint =
  createExtensionPoint<UsageEnginesExtensionPoint>({
    id: 'api-management.usage-engines',
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

/** @public */
export interface BillingSinkExtensionPoint {
  /**
   * Hands all documents over to a sink that become final from then on.
   *
   * @throws ConflictError when there is a sink of the same id
   */
  addSink(sink: BillingSink): void;
}

/** @public */
export const billingSinkExtensionPoint =
  createExtensionPoint<BillingSinkExtensionPoint>({
    id: 'api-management.billing-sinks',
  });
