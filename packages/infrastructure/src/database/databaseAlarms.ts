import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import type { AlarmWhen } from '../stack/StackAlarms';

/** What tells that the portal waits for its database, or cannot get in. */
export function databaseAlarms({
  ref,
}: CfnDBCluster): Record<string, AlarmWhen> {
  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/RDS',
      metricName,
      statistic,
      period: Duration.minutes(5),
      dimensionsMap: { DBClusterIdentifier: ref },
    });
  return {
    CapacityUsedUp: {
      metric: metric('ACUUtilization', 'Average'),
      threshold: 95,
      periods: 3,
      description:
        'The database is as large as it may be: raise MaxCapacity, or look at the slow queries.',
    },
    LoginFailures: {
      metric: metric('LoginFailures', 'Sum'),
      threshold: 10,
      periods: 2,
      description:
        'Somebody connects with a wrong password: a client that goes on with the one before it was rotated, or a stranger.',
    },
  };
}
