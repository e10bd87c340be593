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
    label: 'Bucket',
    group: 'Code',
    description: "Bucket of the functions' archives, in the same Region.",
    allowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
  });

  readonly archives = Object.fromEntries(
    accessFunctions.map(name => [
      name,
      this.text(archiveParameter(name), {
        label: `Archive of ${name}`,
        group: 'Code',
        description: `Key of the archive of the function ${name} in the bucket.`,
        minLength: 1,
      }),
    ]),
  ) as Record<AccessFunctionName, CfnParameter>;

  readonly protectedApis = this.text('ProtectedApis', {
    label: 'Protected APIs',
    group: 'APIs',
    description:
      'JSON: invoke URL, without a trailing slash, by <API id>/<stage> of each API elsewhere that the authorizer judges.',
    default: '{}',
  });

  readonly domainName = this.text('DomainName', {
    label: 'Domain',
    group: 'Domain',
    description: 'Domain of the issuer; empty: that of API Gateway.',
    default: '',
  });

  readonly certificateArn = this.text('CertificateArn', {
    label: 'Certificate',
    group: 'Domain',
    description: "The domain's certificate in AWS Certificate Manager.",
    default: '',
  });

  readonly hostedZoneId = this.text('HostedZoneId', {
    label: 'Hosted zone',
    group: 'Domain',
    description:
      "Hosted zone in Route 53 for the domain's record; empty: the record is made elsewhere.",
    default: '',
    allowedPattern: '^$|^Z[A-Z0-9]{1,31}$',
    constraintDescription:
      'must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, or empty',
  });

  readonly firewall = this.yesOrNo('Firewall', {
    label: 'Firewall',
    group: 'Protection',
    description: 'Whether AWS WAF stands before the issuer.',
    default: 'no',
  });

  readonly requestsPerAddress = this.number('RequestsPerAddress', {
    label: 'Requests of one address',
    group: 'Protection',
    description:
      'Requests of one address in five minutes before the firewall refuses it.',
    default: 2000,
    minValue: 10,
    maxValue: 2_000_000_000,
  });

  readonly rate = this.number('RequestsPerSecond', {
    label: 'Requests per second',
    group: 'Protection',
    description: 'Requests to the issuer per second.',
    default: 500,
    minValue: 1,
  });

  readonly burst = this.number('Burst', {
    label: 'Requests at once',
    group: 'Protection',
    description: 'Requests to the issuer at once.',
    default: 1000,
    minValue: 1,
  });

  readonly accessLogArn = this.text('AccessLogArn', {
    label: 'Access log',
    group: 'Logs',
    description:
      "Firehose stream (amazon-apigateway-…) or log group of the issuer's access log; empty: none.",
    default: '',
  });

  readonly alarmTopic = this.topicOfAlarms();

  readonly logRetention = this.retentionOfLog({
    label: "Retention of the functions' logs",
    description: 'Days for which the functions keep their logs.',
  });

  readonly publishedKeys = this.text('PublishedSigningKeys', {
    label: 'Published signing keys',
    group: 'Signing keys',
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
