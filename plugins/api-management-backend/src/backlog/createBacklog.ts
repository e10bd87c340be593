import type {
  MetricsService,
  MetricsServiceObservableCallback,
  MetricsServiceObservableGauge,
} from '@backstage/backend-plugin-api/alpha';
import type { Capability } from '../composition/Capability';
import type { BacklogStore } from './BacklogStore';

type Observed = [
  gauge: MetricsServiceObservableGauge,
  observe: MetricsServiceObservableCallback,
];

/** Measures what waits to be done whenever the metrics are read. */
export function createBacklog(options: {
  backlogStore: BacklogStore;
  metrics: MetricsService;
}) {
  const observed = observe(options);
  return {
    async start() {
      observed.forEach(([gauge, read]) => gauge.addCallback(read));
    },
    async stop() {
      observed.forEach(([gauge, read]) => gauge.removeCallback(read));
    },
  } satisfies Capability;
}

function observe({
  backlogStore: store,
  metrics,
}: {
  backlogStore: BacklogStore;
  metrics: MetricsService;
}): Observed[] {
  return [
    [
      metrics.createObservableGauge('oaf.approvals.waiting', {
        description: 'Subscription requests that wait for a decision',
      }),
      async result => result.observe(await store.countWaitingApprovals()),
    ],
    [
      metrics.createObservableGauge('oaf.provisioning.queue', {
        description:
          'Subscriptions that their gateway does not know as they are: not tried yet, or tried in vain',
      }),
      async result => {
        const { waiting, failing } = await store.countProvisioning();
        result.observe(waiting - failing, { attempt: 'first' });
        result.observe(failing, { attempt: 'repeated' });
      },
    ],
    [
      metrics.createObservableGauge('oaf.usage.lag', {
        description: 'How old the newest call is that is counted for certain',
        unit: 's',
      }),
      async result => {
        for (const [source, until] of await store.readCountedUntil()) {
          result.observe((Date.now() - until) / 1000, { source });
        }
      },
    ],
  ];
}
