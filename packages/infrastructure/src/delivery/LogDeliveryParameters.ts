import { Aws, Fn } from 'aws-cdk-lib';
import { isIceberg, StackParameters } from '../stack/StackParameters';

/** https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html */
const WITHOUT_ICEBERG = [
  ...['aws-cn', 'aws-us-gov'].map(name => [Aws.PARTITION, name]),
  ...['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'mx-central-1'].map(
    name => [Aws.REGION, name],
  ),
];

const firehoseKnowsIceberg = () =>
  Fn.conditionNot(
    Fn.conditionOr(
      ...WITHOUT_ICEBERG.map(([is, name]) => Fn.conditionEquals(is, name)),
    ),
  );

/** What is chosen when an account's log is connected. */
export class LogDeliveryParameters extends StackParameters {
  readonly logBucket = this.text('LogBucket', {
    label: 'Bucket',
    group: 'Log store',
    description: 'LogBucket of the stack logs.',
    allowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
  });

  readonly logKeyArn = this.text('LogKeyArn', {
    label: 'Key',
    group: 'Log store',
    description: 'LogKeyArn of the stack logs.',
    allowedPattern: '^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+$',
  });

  readonly bufferSeconds = this.number('BufferSeconds', {
    label: 'Gathering',
    group: 'Delivery',
    description:
      'How long calls are gathered before they are delivered; longer makes fewer and larger files.',
    default: 300,
    minValue: 60,
    maxValue: 900,
  });

  readonly tableFormat = this.formatOfTable(
    'Of the log store. Iceberg: REST APIs append to its Iceberg table, where Firehose can in this Region; the format of a stream stays.',
  );

  readonly httpApis = this.yesOrNo('HttpApis', {
    label: 'HTTP APIs',
    group: 'Delivery',
    description:
      'Whether HTTP APIs are delivered, too: API Gateway writes their log to CloudWatch Logs only.',
    default: 'no',
  });

  readonly alarmTopic = this.topicOfAlarms();

  /** To the Iceberg table. */
  readonly appends = this.when(
    'Appends',
    Fn.conditionAnd(isIceberg(this.tableFormat), firehoseKnowsIceberg()),
  );

  /** Files of Parquet. */
  readonly delivers = this.when('Delivers', Fn.conditionNot(this.appends));

  readonly hasHttpApis = this.yes('HasHttpApis', this.httpApis);
}
