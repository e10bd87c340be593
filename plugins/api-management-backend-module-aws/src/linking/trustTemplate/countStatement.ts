import type { Statement } from './Statement';

/** What gateways count themselves. Metrics have no ARNs. A role of before this was there imports all the same. */
export const countStatement: Statement = {
  Sid: 'ReadCounters',
  Effect: 'Allow',
  Action: ['cloudwatch:GetMetricData'],
  Resource: ['*'],
};
