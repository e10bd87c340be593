import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { isGiven, StackParameters } from '../stack/StackParameters';
import { type AccessFunctionName, accessFunctions } from './accessPermissions';

/** `TokenArchive`: where the archive of the function `token` is in the bucket. */
export function archiveParameter(name: AccessFunctionName): string {
  return `${name[0].toUpperCase()}${name.slice(1)}Archive`;
}

/** What is chosen when the gateway is deployed. */
export class GatewayParameters extends StackParameters {
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

  readonly firewall = this.yesOrNo('Firewall', {
    description: 'Whether AWS WAF stands before the issuer.',
    default: 'no',
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

  readonly alarmTopic = this.topicOfAlarms();

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
  readonly hasFirewall = this.yes('HasFirewall', this.firewall);
  readonly hasAccessLog = this.given('HasAccessLog', this.accessLogArn);
  readonly hasPublishedKeys = this.given(
    'HasPublishedSigningKeys',
    this.publishedKeys,
  );
}
