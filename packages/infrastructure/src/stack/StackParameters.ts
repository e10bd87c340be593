import {
  CfnCondition,
  type CfnElement,
  CfnParameter,
  type CfnParameterProps,
  Fn,
  type ICfnConditionExpression,
  Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describeParameter } from './describeParameter';
import type { AlarmTopic } from './StackAlarms';

export const isGiven = (parameter: CfnParameter) =>
  Fn.conditionNot(Fn.conditionEquals(parameter, ''));

export const isIceberg = (tableFormat: CfnParameter) =>
  Fn.conditionEquals(tableFormat, 'Iceberg');

type ParameterProps = CfnParameterProps & {
  /** What it is called where people choose. */
  label: string;
  /** Under which heading it stands there. */
  group: string;
};

/** What is chosen when a stack is deployed. Each stack has parameters of its own beside these. */
export abstract class StackParameters extends Construct {
  readonly installation = this.text('Installation', {
    label: 'Installation',
    group: 'Installation',
    description: 'Name of the installation; every resource is tagged with it.',
    allowedPattern: '^[a-z][a-z0-9-]{1,30}$',
    constraintDescription:
      'must be 2 to 31 small letters, digits and hyphens, and begin with a letter',
  });

  protected text(name: string, props: ParameterProps) {
    return this.parameter(name, { type: 'String', ...props });
  }

  protected number(name: string, props: ParameterProps) {
    return this.parameter(name, { type: 'Number', ...props });
  }

  protected yesOrNo(name: string, props: ParameterProps) {
    return this.text(name, { allowedValues: ['yes', 'no'], ...props });
  }

  /** Texts, separated by commas. */
  protected list(name: string, props: ParameterProps) {
    return this.parameter(name, { type: 'CommaDelimitedList', ...props });
  }

  /** Of the stack `notify`, or any other. */
  protected topicOfAlarms(): AlarmTopic {
    const arn = this.text('AlarmTopicArn', {
      label: 'Topic of alarms',
      group: 'Alarms',
      description: 'SNS topic of the alarms; empty: they only show.',
      default: '',
    });
    return {
      arn: arn.valueAsString,
      condition: this.given('HasAlarmTopic', arn),
    };
  }

  /** How the access log is kept; the stacks `logs` and `log-delivery` are each asked. */
  protected formatOfTable(description: string) {
    return this.text('TableFormat', {
      label: 'Table format',
      group: 'Storage',
      description,
      default: 'Parquet',
      allowedValues: ['Parquet', 'Iceberg'],
    });
  }

  /** Days that CloudWatch knows. */
  protected retentionOfLog(words: { label: string; description: string }) {
    return this.number('LogRetention', {
      ...words,
      group: 'Logs',
      default: 30,
      allowedValues: ['1', '7', '14', '30', '90', '180', '365', '731', '1827'],
    });
  }

  protected given(name: string, parameter: CfnParameter) {
    return this.when(name, isGiven(parameter));
  }

  protected yes(name: string, parameter: CfnParameter) {
    return this.when(name, Fn.conditionEquals(parameter, 'yes'));
  }

  protected when(name: string, expression: ICfnConditionExpression) {
    return named(new CfnCondition(this, name, { expression }), name);
  }

  private parameter(name: string, { label, group, ...props }: ParameterProps) {
    describeParameter(Stack.of(this), { name, label, group });
    return named(new CfnParameter(this, name, props), name);
  }
}

/** The names are an interface, so nothing of where the construct stands is in them. */
function named<Element extends CfnElement>(element: Element, name: string) {
  element.overrideLogicalId(name);
  return element;
}
