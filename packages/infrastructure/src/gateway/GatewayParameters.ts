import {
  CfnCondition,
  type CfnElement,
  CfnParameter,
  type CfnParameterProps,
  Fn,
  type ICfnConditionExpression,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type AccessFunctionName, accessFunctions } from './accessPermissions';

/** `TokenArchive`: where the archive of the function `token` is in the bucket. */
export function archiveParameter(name: AccessFunctionName): string {
  return `${name[0].toUpperCase()}${name.slice(1)}Archive`;
}

const isGiven = (parameter: CfnParameter) =>
  Fn.conditionNot(Fn.conditionEquals(parameter, ''));

/** What is chosen when the gateway is deployed. */
export class GatewayParameters extends Construct {
  readonly installation = this.text('Installation', {
    description: 'Name of the installation; every resource is tagged with it.',
    allowedPattern: '^[a-z][a-z0-9-]{1,30}$',
    constraintDescription:
      'must be 2 to 31 small letters, digits and hyphens, and begin with a letter',
  });

  readonly artifactBucket = this.text('ArtifactBucket', {
    description: "Bucket of the functions' archives, in the same Region.",
    allowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
  });

  readonly archives = Object.fromEntries(
    accessFunctions.map(name => [
      name,
      this.text(archiveParameter(name), {
        description: `Key of the archive of the function ${name} in the bucket.`,
        minLength: 1,
      }),
    ]),
  ) as Record<AccessFunctionName, CfnParameter>;

  readonly protectedApis = this.text('ProtectedApis', {
    description:
      'JSON: invoke URL, without a trailing slash, by <API id>/<stage> of each API that the authorizer judges.',
    default: '{}',
  });

  readonly domainName = this.text('DomainName', {
    description: 'Domain of the issuer; empty: that of API Gateway.',
    default: '',
  });

  readonly certificateArn = this.text('CertificateArn', {
    description: "The domain's certificate in AWS Certificate Manager.",
    default: '',
  });

  readonly hostedZoneId = this.text('HostedZoneId', {
    description:
      "Hosted zone in Route 53 for the domain's record; empty: the record is made elsewhere.",
    default: '',
  });

  readonly firewall = this.text('Firewall', {
    description: 'Whether AWS WAF stands before the issuer.',
    default: 'no',
    allowedValues: ['yes', 'no'],
  });

  readonly requestsPerAddress = this.number('RequestsPerAddress', {
    description:
      'Requests of one address in five minutes before the firewall refuses it.',
    default: 2000,
    minValue: 10,
    maxValue: 2_000_000_000,
  });

  readonly rate = this.number('RequestsPerSecond', {
    description: 'Requests to the issuer per second.',
    default: 500,
    minValue: 1,
  });

  readonly burst = this.number('Burst', {
    description: 'Requests to the issuer at once.',
    default: 1000,
    minValue: 1,
  });

  readonly accessLogArn = this.text('AccessLogArn', {
    description:
      "Firehose stream (amazon-apigateway-…) or log group of the issuer's access log; empty: none.",
    default: '',
  });

  readonly alarmTopicArn = this.text('AlarmTopicArn', {
    description: 'SNS topic of the alarms; empty: they only show.',
    default: '',
  });

  readonly logRetention = this.number('LogRetention', {
    description: 'Days for which the functions keep their logs.',
    default: 30,
    allowedValues: ['1', '7', '14', '30', '90', '180', '365', '731', '1827'],
  });

  readonly publishedKeys = this.text('PublishedSigningKeys', {
    description:
      'KMS keys whose public half is published beside that of this stack, separated by spaces: the next and the last one.',
    default: '',
  });

  readonly hasDomain = this.given('HasDomain', this.domainName);
  readonly hasHostedZone = this.when(
    'HasHostedZone',
    Fn.conditionAnd(this.hasDomain, isGiven(this.hostedZoneId)),
  );
  readonly hasFirewall = this.when(
    'HasFirewall',
    Fn.conditionEquals(this.firewall, 'yes'),
  );
  readonly hasAccessLog = this.given('HasAccessLog', this.accessLogArn);
  readonly hasAlarmTopic = this.given('HasAlarmTopic', this.alarmTopicArn);
  readonly hasPublishedKeys = this.given(
    'HasPublishedSigningKeys',
    this.publishedKeys,
  );

  private text(name: string, props: CfnParameterProps) {
    return this.parameter(name, { type: 'String', ...props });
  }

  private number(name: string, props: CfnParameterProps) {
    return this.parameter(name, { type: 'Number', ...props });
  }

  private parameter(name: string, props: CfnParameterProps) {
    return named(new CfnParameter(this, name, props), name);
  }

  private given(name: string, parameter: CfnParameter) {
    return this.when(name, isGiven(parameter));
  }

  private when(name: string, expression: ICfnConditionExpression) {
    return named(new CfnCondition(this, name, { expression }), name);
  }
}

/** The names are an interface, so nothing of where the construct stands is in them. */
function named<Element extends CfnElement>(element: Element, name: string) {
  element.overrideLogicalId(name);
  return element;
}
