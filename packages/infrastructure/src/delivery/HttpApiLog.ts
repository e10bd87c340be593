import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import {
  CfnSubscriptionFilter,
  LogGroup,
  RetentionDays,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allow } from '../stack/allow';

export interface HttpApiLogProps {
  /** Name of the log group. */
  name: string;
  stream: CfnDeliveryStream;
}

/** CloudWatch Logs sends many lines in one compressed record; Firehose takes them out again. */
export const linesOfCloudWatchLogs: CfnDeliveryStream.ProcessingConfigurationProperty =
  {
    enabled: true,
    processors: [
      processor('Decompression', 'CompressionFormat', 'GZIP'),
      processor('CloudWatchLogProcessing', 'DataMessageExtraction', 'true'),
    ],
  };

function processor(
  type: string,
  parameterName: string,
  parameterValue: string,
) {
  return { type, parameters: [{ parameterName, parameterValue }] };
}

/** Where HTTP APIs write their access log, all of which goes on to a stream. */
export class HttpApiLog extends Construct {
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, props: HttpApiLogProps) {
    super(scope, id);
    this.log = new LogGroup(this, 'Log', {
      logGroupName: props.name,
      retention: RetentionDays.ONE_WEEK,
      // What is in it was delivered.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.addRole(props.stream);
    const subscription = new CfnSubscriptionFilter(this, 'Subscription', {
      logGroupName: this.log.logGroupName,
      filterPattern: '',
      destinationArn: props.stream.attrArn,
      roleArn: role.roleArn,
    });
    // With its policy, which CloudWatch Logs tries.
    subscription.node.addDependency(role);
  }

  private addRole({ attrArn }: CfnDeliveryStream) {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: {
          StringLike: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
          },
        },
      }),
    });
    role.addToPolicy(
      allow(
        'Send',
        ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        [attrArn],
      ),
    );
    return role;
  }
}
