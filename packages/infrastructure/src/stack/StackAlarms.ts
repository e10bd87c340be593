import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import {
  Alarm,
  type CfnAlarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

/** Where alarms are sent, when the condition holds. */
export interface AlarmTopic {
  condition: CfnCondition;
  arn: string;
}

/** When an alarm goes off; a metric that is missing is none. */
export interface AlarmWhen {
  metric: IMetric;
  /** At this and above. */
  threshold: number;
  /** Periods of five that must be so. */
  periods: number;
  description: string;
}

export interface StackAlarmsProps {
  alarms: Record<string, AlarmWhen>;
  topic: AlarmTopic;
}

/** What somebody should look at; each alarm is sent to the topic, where there is one. */
export class StackAlarms extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: StackAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(props.alarms).map(([name, when]) =>
      this.add(name, when, props.topic),
    );
  }

  private add(
    name: string,
    { metric, threshold, periods, description }: AlarmWhen,
    { condition, arn }: AlarmTopic,
  ): Alarm {
    const alarm = new Alarm(this, name, {
      metric,
      threshold,
      alarmDescription: description,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const actions = Fn.conditionIf(condition.logicalId, [arn], Aws.NO_VALUE);
    const resource = alarm.node.defaultChild as CfnAlarm;
    resource.addPropertyOverride('AlarmActions', actions);
    resource.addPropertyOverride('OKActions', actions);
    return alarm;
  }
}
