import type { AccessLogRecord } from '@oaf/contract';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createCallMetrics } from './createCallMetrics';

const answered = {
  apiId: 'accounts',
  status: 200,
  error: null,
  responseLatency: 40,
  integrationLatency: 30,
  subscriptionId: 'a-subscription',
  path: '/accounts/secret-path',
} as AccessLogRecord;

const refused = {
  ...answered,
  status: 401,
  error: 'missing_token',
  integrationLatency: null,
};

/** What is measured of calls: by name, the value and attributes of each series. */
async function measure(...records: AccessLogRecord[]) {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  records.forEach(createCallMetrics(provider.getMeter('test')));
  await provider.forceFlush();
  const [{ scopeMetrics }] = exporter.getMetrics();
  await provider.shutdown();
  return Object.fromEntries(
    scopeMetrics[0].metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.map(({ attributes, value }) => [attributes, value]),
    ]),
  );
}

describe('createCallMetrics', () => {
  it('counts calls by API and status, and refused ones by reason', async () => {
    const metrics = await measure(answered, answered, refused);
    expect(metrics['oaf.gateway.calls']).toEqual([
      [{ api: 'accounts', status: 200 }, 2],
      [{ api: 'accounts', status: 401 }, 1],
    ]);
    expect(metrics['oaf.gateway.refusals']).toEqual([
      [{ api: 'accounts', reason: 'missing_token' }, 1],
    ]);
  });

  it('measures seconds, at the upstream those of calls that got there', async () => {
    const metrics = await measure(answered, refused);
    expect(metrics['oaf.gateway.duration']).toEqual([
      [{ api: 'accounts' }, expect.objectContaining({ count: 2, sum: 0.08 })],
    ]);
    expect(metrics['oaf.gateway.upstream.duration']).toEqual([
      [{ api: 'accounts' }, expect.objectContaining({ count: 1, sum: 0.03 })],
    ]);
  });

  it('puts what no API answers together', async () => {
    const metrics = await measure({ ...refused, apiId: null });
    expect(metrics['oaf.gateway.calls']).toEqual([
      [{ api: 'none', status: 401 }, 1],
    ]);
  });
});
