import { Aws, type CfnCondition, Duration, Fn } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  type CfnAlarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AccessFunctions } from './AccessFunctions';

const period = Duration.minutes(1);

export interface GatewayAlarmsProps {
  functions: AccessFunctions;
  api: RestApi;
  table: Table;
  topic: { condition: CfnCondition; arn: string };
}

interface AlarmWhen {
  metric: IMetric;
  /** At this and above. */
  threshold: number;
  /** Minutes of five that must be so. */
  minutes: number;
  description: string;
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
  minutes: 1,
  description: `The table refuses: ${access.toLowerCase()}s are more than it takes.`,
});

function alarmsOf(props: GatewayAlarmsProps): Record<string, AlarmWhen> {
  const { authorizer, token, rotateNonceKey } = props.functions.of;
  return {
    TokenErrors: {
      metric: token.lambda.metricErrors({ period }),
      threshold: 1,
      minutes: 3,
      description: 'Clients get no access tokens: the function fails.',
    },
    FrontDoorErrors: {
      metric: props.api.metricServerError({ period }),
      threshold: 1,
      minutes: 3,
      description: 'The issuer answers with 5xx.',
    },
    AuthorizerFailures: {
      metric: failuresOf(authorizer.log),
      threshold: 1,
      minutes: 3,
      description: 'Calls fail because the authorizer cannot judge them.',
    },
    AuthorizerThrottles: {
      metric: authorizer.lambda.metricThrottles({ period }),
      threshold: 1,
      minutes: 1,
      description:
        'Calls fail because the account runs as many functions at once as it may.',
    },
    AuthorizerLatency: {
      metric: authorizer.lambda.metricDuration({ period, statistic: 'p99' }),
      threshold: 1000,
      minutes: 3,
      description: 'Of a hundred calls one waits a second for the authorizer.',
    },
    TableReadThrottles: throttles(props.table, 'Read'),
    TableWriteThrottles: throttles(props.table, 'Write'),
    NonceKeyRotation: {
      metric: rotateNonceKey.lambda.metricErrors({ period }),
      threshold: 1,
      minutes: 1,
      description: 'The nonce key was not rotated; the one before stays.',
    },
  };
}

/** What somebody should look at; each alarm is sent to the topic, where there is one. */
export class GatewayAlarms extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: GatewayAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(alarmsOf(props)).map(([name, when]) =>
      this.add(name, when, props.topic),
    );
  }

  private add(
    name: string,
    { metric, threshold, minutes, description }: AlarmWhen,
    { condition, arn }: GatewayAlarmsProps['topic'],
  ): Alarm {
    const alarm = new Alarm(this, name, {
      metric,
      threshold,
      alarmDescription: description,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const actions = Fn.conditionIf(condition.logicalId, [arn], Aws.NO_VALUE);
    const resource = alarm.node.defaultChild as CfnAlarm;
    resource.addPropertyOverride('AlarmActions', actions);
    resource.addPropertyOverride('OKActions', actions);
    return alarm;
  }
}
