import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';

/** How the import of a region ended. */
export type ImportEnd = {
  driver: string;
  priority: ReadPriority;
  outcome: 'succeeded' | 'failed';
  startedAt: number;
  /** Requests of this import that the gateway's own API refused because they were too many. */
  throttled: number;
};

/** Measures imports of regions; those that were broken off to begin anew are not counted. */
export function createImportMetrics(metrics: MetricsService) {
  const imports = metrics.createCounter('oaf.imports', {
    description: 'Imports of regions, by driver, priority and outcome',
  });
  const duration = metrics.createHistogram('oaf.import.duration', {
    description: 'Of the import of a region',
    unit: 's',
    advice: {
      explicitBucketBoundaries: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    },
  });
  const throttled = metrics.createCounter('oaf.import.throttled', {
    description: "Requests of imports that the gateway's own API throttled",
  });
  return (end: ImportEnd) => {
    const { driver, priority, outcome } = end;
    imports.add(1, { driver, priority, outcome });
    duration.record((Date.now() - end.startedAt) / 1000, { driver, outcome });
    throttled.add(end.throttled, { driver });
  };
}

export type CountImport = ReturnType<typeof createImportMetrics>;
