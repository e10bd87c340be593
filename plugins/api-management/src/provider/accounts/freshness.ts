import type { RegionStatus } from '@oaf/backstage-plugin-api-management-common';

/** `all fresh`, or `1 of 3 not fresh`. */
export function describeFreshness(regions: RegionStatus[]) {
  const stale = regions.filter(({ fresh }) => !fresh).length;
  return stale === 0 ? 'all fresh' : `${stale} of ${regions.length} not fresh`;
}
