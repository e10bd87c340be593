import { RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allow } from '../stack/allow';

/** Where Firehose says what it could not deliver, and why. */
export class DeliveryLog extends Construct {
  readonly options: CfnDeliveryStream.CloudWatchLoggingOptionsProperty;

  constructor(scope: Construct, id: string, role: Role) {
    super(scope, id);
    const log = new LogGroup(this, 'Group', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stream = new LogStream(this, 'Stream', {
      logGroup: log,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    role.addToPolicy(allow('Report', ['logs:PutLogEvents'], [log.logGroupArn]));
    this.options = {
      enabled: true,
      logGroupName: log.logGroupName,
      logStreamName: stream.logStreamName,
    };
  }
}
