import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmWhen } from '../stack/StackAlarms';

/** Twice the longest time that calls are gathered. */
const STALE_SECONDS = 1800;

/** Names of metrics, which differ by where a stream delivers to. */
export interface DeliveryMetrics {
  /** Age of the oldest line that waits. */
  freshness: string;
  /** Lines that could not be delivered. */
  failures: string;
}

export const fileMetrics: DeliveryMetrics = {
  freshness: 'DeliveryToS3.DataFreshness',
  failures: 'FailedConversion.Records',
};

/** https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-metric.html */
export const icebergMetrics: DeliveryMetrics = {
  freshness: 'DeliveryToIceberg.DataFreshness',
  failures: 'DeliveryToIceberg.FailedRowCount',
};

/** What tells that calls are missing from the log, and so from bills. */
export function deliveryAlarms(
  stream: string,
  { freshness, failures }: DeliveryMetrics,
): Record<string, AlarmWhen> {
  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/Firehose',
      metricName,
      statistic,
      period: Duration.minutes(5),
      dimensionsMap: { DeliveryStreamName: stream },
    });
  return {
    DeliveryStale: {
      metric: metric(freshness, 'Maximum'),
      threshold: STALE_SECONDS,
      periods: 2,
      description:
        'Calls wait for half an hour: the log bucket or its key does not let this account in. After a day they are lost.',
    },
    DeliveryThrottled: {
      metric: metric('ThrottledRecords', 'Sum'),
      threshold: 1,
      periods: 1,
      description:
        'Calls are missing from the log: they come faster than Firehose takes them. Ask AWS for a higher quota.',
    },
    DeliveryUnreadable: {
      metric: metric(failures, 'Sum'),
      threshold: 1,
      periods: 1,
      description:
        "Lines are no access log, and lie in the bucket's folder of errors: a stage has another format than the output AccessLogFormat.",
    },
  };
}
