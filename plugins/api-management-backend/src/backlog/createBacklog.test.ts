import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/migrated';
import { seedSubscription } from '../__testUtils__/seedSubscription';
import { createBacklog } from './createBacklog';
import { DatabaseBacklogStore } from './DatabaseBacklogStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const price = { currency: 'EUR', components: [] };

async function seed(knex: Knex, state: string, grant?: object) {
  const { id } = await seedSubscription(knex, { price, activeAt: 1 });
  await knex('subscriptions').where({ id }).update({ state });
  if (grant) {
    await knex('grants').insert({
      subscription_id: id,
      desired_revision: 2,
      applied_revision: 1,
      attempts: 0,
      next_attempt_at: 0,
      leased_until: 0,
      ...grant,
    });
  }
}

/** Reads the metrics of a backlog on the database; series by name. */
async function observe(knex: Knex) {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const backlog = createBacklog({
    backlogStore: new DatabaseBacklogStore(knex),
    metrics: provider.getMeter('test'),
  });
  await backlog.start();
  await provider.forceFlush();
  await backlog.stop();
  const [{ scopeMetrics }] = exporter.getMetrics();
  await provider.shutdown();
  return Object.fromEntries(
    scopeMetrics[0].metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.map(({ attributes, value }) => [attributes, value]),
    ]),
  );
}

describe.each(databases.eachSupportedId())('the backlog on %s', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await migrated(databases, databaseId);
  });

  it('is nothing at first', async () => {
    expect(await observe(knex)).toMatchObject({
      'oaf.approvals.waiting': [[{}, 0]],
      'oaf.provisioning.queue': [
        [{ attempt: 'first' }, 0],
        [{ attempt: 'repeated' }, 0],
      ],
    });
  });

  it('is what waits for a decision, for a gateway, and to be counted', async () => {
    await seed(knex, 'requested');
    await seed(knex, 'requested');
    await seed(knex, 'active', { applied_revision: 2 });
    await seed(knex, 'approved', {});
    await seed(knex, 'active', { attempts: 3 });
    await seed(knex, 'ending', { attempts: 1 });
    await knex('usage_cursors').insert({
      source: 'fake',
      cursor: '1',
      logged_until: Date.now() - 90_000,
    });
    const {
      'oaf.approvals.waiting': approvals,
      'oaf.provisioning.queue': queue,
      'oaf.usage.lag': [[attributes, lag]],
    } = await observe(knex);
    expect(approvals).toEqual([[{}, 2]]);
    expect(queue).toEqual([
      [{ attempt: 'first' }, 1],
      [{ attempt: 'repeated' }, 2],
    ]);
    expect(attributes).toEqual({ source: 'fake' });
    expect(Math.floor(Number(lag) / 30)).toBe(3);
  });
});
