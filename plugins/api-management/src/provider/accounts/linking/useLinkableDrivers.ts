import type { GatewayDriverInfo } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../../shared';

/** Drivers whose accounts are linked by hand, told apart by whether that works now. */
export type LinkableDrivers = {
  ready: GatewayDriverInfo[];
  withoutCredentials: GatewayDriverInfo[];
};

/** The drivers of this installation. */
export const useDrivers = () => useOperation('listGatewayDrivers', {});

/** A driver without base credentials has no partition to link accounts of. */
export function sortDrivers(drivers: GatewayDriverInfo[]): LinkableDrivers {
  const linkable = drivers.filter(driver => driver.linkable);
  return {
    ready: linkable.filter(({ partitions }) => partitions.length > 0),
    withoutCredentials: linkable.filter(
      ({ partitions }) => partitions.length === 0,
    ),
  };
}
