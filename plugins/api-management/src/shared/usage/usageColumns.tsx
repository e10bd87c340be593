import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { formatCount, formatLatency } from '../format';
import { numberColumn } from '../table';

const counts = [
  ['calls', 'Calls'],
  ['billableCalls', 'Billable'],
  ['clientErrors', 'Client errors'],
  ['serverErrors', 'Server errors'],
  ['throttledCalls', 'Over the limit'],
] as const;

/** What tables say about the calls of each row. */
export const usageColumns = [
  ...counts.map(([id, label]) =>
    numberColumn<UsageGroup>({
      id,
      label,
      isSortable: true,
      value: group => formatCount(group.counts[id]),
    }),
  ),
  numberColumn<UsageGroup>({
    id: 'averageLatency',
    label: 'Avg. latency',
    isSortable: true,
    value: group => formatLatency(group.counts),
  }),
];
