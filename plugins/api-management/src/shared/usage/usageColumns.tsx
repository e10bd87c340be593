import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { formatCount, formatLatency, formatMilliseconds } from '../format';
import { numberColumn } from '../table';

/** Narrower, figures are cut; a narrow table scrolls. */
const MIN_WIDTH = 96;

const counts = [
  ['calls', 'Calls'],
  ['billableCalls', 'Billable'],
  ['clientErrors', 'Client errors'],
  ['serverErrors', 'Server errors'],
  ['throttledCalls', 'Over limit'],
] as const;

/** What tables say about the calls of each row. */
export const usageColumns = [
  ...counts.map(([id, label]) =>
    numberColumn<UsageGroup>({
      id,
      label,
      isSortable: true,
      minWidth: MIN_WIDTH,
      value: group => formatCount(group.counts[id]),
    }),
  ),
  numberColumn<UsageGroup>({
    id: 'averageLatency',
    label: 'Average',
    isSortable: true,
    minWidth: MIN_WIDTH,
    value: group => formatLatency(group.counts),
  }),
  ...(['p50', 'p95', 'p99'] as const).map(id =>
    numberColumn<UsageGroup>({
      id,
      label: id,
      minWidth: MIN_WIDTH,
      value: group => formatMilliseconds(group.counts[id]),
    }),
  ),
];
