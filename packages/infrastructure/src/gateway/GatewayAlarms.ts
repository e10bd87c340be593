import { Aws, Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  type AlarmTopic,
  type AlarmWhen,
  StackAlarms,
} from '../stack/StackAlarms';
import type { AccessFunctions } from './AccessFunctions';

const period = Duration.minutes(1);

export interface GatewayAlarmsProps {
  functions: AccessFunctions;
  api: RestApi;
  table: Table;
  topic: AlarmTopic;
}

/**
 * Calls that the authorizer could not judge, by what it writes: Lambda counts each refusal as an error too, because an
 * authorizer refuses with 401 by throwing.
 */
function failuresOf(log: LogGroup): IMetric {
  return log
    .addMetricFilter('Failures', {
      filterPattern: FilterPattern.allTerms('A call was not judged'),
      metricNamespace: 'OpenApiFramework',
      metricName: `${Aws.STACK_NAME}-AuthorizerFailures`,
    })
    .metric({ period, statistic: 'Sum' });
}

const throttles = (table: Table, access: 'Read' | 'Write'): AlarmWhen => ({
  metric: table.metric(`${access}ThrottleEvents`, { period, statistic: 'Sum' }),
  threshold: 1,
  periods: 1,
  description: `The table refuses: ${access.toLowerCase()}s are more than it takes.`,
});

function alarmsOf(props: GatewayAlarmsProps): Record<string, AlarmWhen> {
  const { authorizer, token, rotateNonceKey } = props.functions.of;
  return {
    TokenErrors: {
      metric: token.lambda.metricErrors({ period }),
      threshold: 1,
      periods: 3,
      description: 'Clients get no access tokens: the function fails.',
    },
    FrontDoorErrors: {
      metric: props.api.metricServerError({ period }),
      threshold: 1,
      periods: 3,
      description: 'The issuer answers with 5xx.',
    },
    AuthorizerFailures: {
      metric: failuresOf(authorizer.log),
      threshold: 1,
      periods: 3,
      description: 'Calls fail because the authorizer cannot judge them.',
    },
    AuthorizerThrottles: {
      metric: authorizer.lambda.metricThrottles({ period }),
      threshold: 1,
      periods: 1,
      description:
        'Calls fail because the account runs as many functions at once as it may.',
    },
    AuthorizerLatency: {
      metric: authorizer.lambda.metricDuration({ period, statistic: 'p99' }),
      threshold: 1000,
      periods: 3,
      description: 'Of a hundred calls one waits a second for the authorizer.',
    },
    TableReadThrottles: throttles(props.table, 'Read'),
    TableWriteThrottles: throttles(props.table, 'Write'),
    NonceKeyRotation: {
      metric: rotateNonceKey.lambda.metricErrors({ period }),
      threshold: 1,
      periods: 1,
      description: 'The nonce key was not rotated; the one before stays.',
    },
  };
}

/** What tells that clients get no tokens, or that calls are not judged. */
export class GatewayAlarms extends StackAlarms {
  constructor(scope: Construct, id: string, props: GatewayAlarmsProps) {
    super(scope, id, { alarms: alarmsOf(props), topic: props.topic });
  }
}
