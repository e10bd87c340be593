import type { RegionStatus } from '@oaf/backstage-plugin-api-management-common';
import { describeFreshness, describeRegions, regionCondition } from './regions';

const at = '2026-03-14T09:26:53Z';

const region = (fields: Partial<RegionStatus>): RegionStatus => ({
  region: 'eu-central-1',
  apiCount: 0,
  fresh: false,
  ...fields,
});
const importing = (state: 'queued' | 'running') =>
  region({ import: { state, requestedAt: at, listed: 0, exported: 0 } });

describe('regionCondition', () => {
  it.each([
    ['an import that runs', importing('running'), 'running'],
    ['an import that waits', importing('queued'), 'queued'],
    ['a good last sweep', region({ fresh: true, syncedAt: at }), 'fresh'],
    ['a failed sweep after a good one', region({ syncedAt: at }), 'stale'],
    ['a first sweep that failed', region({ error: 'Denied' }), 'stale'],
    ['no sweep yet', region({}), 'unread'],
  ])('names %s', (_, status, condition) => {
    expect(regionCondition(status)).toBe(condition);
  });
});

describe('describeFreshness', () => {
  it.each([
    [[region({ fresh: true })], 'all fresh'],
    [[region({ fresh: true }), region({})], '1 of 2 not fresh'],
    [[importing('queued'), region({})], 'importing 1 of 2'],
  ])('counts regions', (regions, words) => {
    expect(describeFreshness(regions)).toBe(words);
  });
});

describe('describeRegions', () => {
  it.each([
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c'], 'a and 2 more'],
  ])('stays short', (regions, words) => {
    expect(describeRegions(regions)).toBe(words);
  });
});
