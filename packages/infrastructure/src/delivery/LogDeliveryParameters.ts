import { StackParameters } from '../stack/StackParameters';

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

  readonly httpApis = this.yesOrNo('HttpApis', {
    label: 'HTTP APIs',
    group: 'Delivery',
    description:
      'Whether HTTP APIs are delivered, too: API Gateway writes their log to CloudWatch Logs only.',
    default: 'no',
  });

  readonly alarmTopic = this.topicOfAlarms();

  readonly hasHttpApis = this.yes('HasHttpApis', this.httpApis);
}
