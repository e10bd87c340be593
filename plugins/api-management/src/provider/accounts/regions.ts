import type {
  AccountLink,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';

/** Milliseconds between two looks at an import; one of a region takes seconds. */
export const IMPORT_INTERVAL = 3_000;

/** How a region is, as one word: what runs goes before what was. */
export type RegionCondition =
  | 'queued'
  | 'running'
  | 'fresh'
  | 'stale'
  | 'unread';

/** A region that no sweep has read yet is neither fresh nor stale. */
export function regionCondition(region: RegionStatus): RegionCondition {
  if (region.import) {
    return region.import.state;
  }
  if (region.fresh) {
    return 'fresh';
  }
  return region.syncedAt || region.error ? 'stale' : 'unread';
}

/** An import of some region is queued or running. */
export const isImporting = ({ regions }: AccountLink) =>
  regions.some(region => region.import);

/** An import of some region runs, or is yet to be queued for the first time. */
export const awaitsImport = ({ regions }: AccountLink) =>
  regions.some(region =>
    ['queued', 'running', 'unread'].includes(regionCondition(region)),
  );

/** `all fresh`, `1 of 3 not fresh`, or `importing 2 of 3`. */
export function describeFreshness(regions: RegionStatus[]) {
  const count = (...conditions: RegionCondition[]) =>
    regions.filter(region => conditions.includes(regionCondition(region)))
      .length;
  const importing = count('queued', 'running');
  if (importing > 0) {
    return `importing ${importing} of ${regions.length}`;
  }
  const notFresh = count('stale', 'unread');
  return notFresh === 0
    ? 'all fresh'
    : `${notFresh} of ${regions.length} not fresh`;
}

/** `eu-central-1, eu-west-1`, or `eu-central-1 and 16 more`. */
export function describeRegions(regions: string[]) {
  return regions.length <= 2
    ? regions.join(', ')
    : `${regions[0]} and ${regions.length - 1} more`;
}
