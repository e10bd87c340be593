import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { AccessLogRecord } from '@oaf/contract';

const boundaries = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];
const seconds = {
  unit: 's',
  advice: { explicitBucketBoundaries: boundaries },
};

/**
 * Measures calls by what the access log says of them. No attribute names a subscription or a path, so that there are
 * as many series as APIs, statuses and reasons, however many consumers there are.
 */
export function createCallMetrics(metrics: MetricsService) {
  const calls = metrics.createCounter('oaf.gateway.calls', {
    description: 'Calls to the embedded gateway, by API and status',
  });
  const refusals = metrics.createCounter('oaf.gateway.refusals', {
    description:
      'Calls that the gateway refused or could not complete, by API and reason',
  });
  const duration = metrics.createHistogram('oaf.gateway.duration', {
    description: 'From the arrival of a call to the end of its answer',
    ...seconds,
  });
  const upstream = metrics.createHistogram('oaf.gateway.upstream.duration', {
    description: "From the handover of a call to its upstream's answer",
    ...seconds,
  });
  return (record: AccessLogRecord) => {
    const { status, error, responseLatency, integrationLatency } = record;
    // Calls of the door itself, and those to paths that no API has.
    const api = record.apiId ?? 'none';
    calls.add(1, { api, status });
    duration.record(responseLatency / 1000, { api });
    if (integrationLatency !== null) {
      upstream.record(integrationLatency / 1000, { api });
    }
    if (error !== null) {
      refusals.add(1, { api, reason: error });
    }
  };
}

export type CountCall = ReturnType<typeof createCallMetrics>;
