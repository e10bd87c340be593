import { Aws, CfnRule, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { tagStack } from '../stack/tagStack';
import { AccessFunctions, AccessRoles } from './AccessFunctions';
import type { AccessFunctionName } from './accessPermissions';
import { AccessState } from './AccessState';
import { Firewall } from './Firewall';
import { FrontDoor, STAGE } from './FrontDoor';
import { FrontDoorDomain } from './FrontDoorDomain';
import { GatewayAlarms } from './GatewayAlarms';
import { GatewayDashboard } from './GatewayDashboard';
import { GatewayParameters } from './GatewayParameters';

/** The door of an account's APIs: the issuer's endpoints, the authorizer, and what they keep. */
export class GatewayStack extends Stack {
  private readonly parameters = new GatewayParameters(this, 'Parameters');
  private readonly roles = new AccessRoles(this, 'Roles');
  private readonly state = new AccessState(this, 'Access', {
    roles: this.roles.of,
  });
  private readonly frontDoor = this.addFrontDoor();
  private readonly issuer = this.chooseIssuer();
  private readonly functions = this.addFunctions();
  private readonly authorizerId: string;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: the door of the APIs on API Gateway',
      ...props,
    });
    this.frontDoor.answerBy(this.functions);
    this.authorizerId = this.frontDoor.judgeBy(this.functions.of.authorizer);
    this.state.nonceKeys.rotateBy(this.functions.of.rotateNonceKey.lambda);
    this.requireCertificate();
    this.addDomain();
    this.addFirewall();
    this.addAlarms();
    this.addOutputs();
    tagStack(this, 'gateway', this.parameters);
  }

  private addFrontDoor() {
    const { rate, burst, hasAccessLog, accessLogArn, hasDomain } =
      this.parameters;
    return new FrontDoor(this, 'FrontDoor', {
      throttle: { rate: rate.valueAsNumber, burst: burst.valueAsNumber },
      accessLog: {
        condition: hasAccessLog,
        destinationArn: accessLogArn.valueAsString,
      },
      hasDomain,
    });
  }

  private chooseIssuer(): string {
    const { hasDomain, domainName } = this.parameters;
    return Fn.conditionIf(
      hasDomain.logicalId,
      `https://${domainName.valueAsString}`,
      this.frontDoor.url,
    ).toString();
  }

  private addFunctions() {
    const { artifactBucket, archives, logRetention } = this.parameters;
    const bucket = Bucket.fromBucketName(
      this,
      'Artifacts',
      artifactBucket.valueAsString,
    );
    return new AccessFunctions(this, 'Functions', {
      roles: this.roles,
      table: this.state.table,
      nonceKeys: this.state.nonceKeys.secret,
      codeOf: name => Code.fromBucketV2(bucket, archives[name].valueAsString),
      environmentOf: name => this.environmentOf(name),
      logRetention: logRetention.valueAsNumber,
    });
  }

  private environmentOf(name: AccessFunctionName): Record<string, string> {
    const { table } = this.state;
    const { protectedApis } = this.parameters;
    return {
      OAF_URL_SUFFIX: Aws.URL_SUFFIX,
      OAF_ISSUER: this.issuer,
      OAF_TABLE: table.tableName,
      ...(name === 'authorizer'
        ? {
            OAF_FRONT_DOOR: `${this.frontDoor.api.restApiId}/${STAGE}`,
            OAF_RESOURCES: protectedApis.valueAsString,
          }
        : this.environmentOfEndpoints()),
    };
  }

  private environmentOfEndpoints() {
    const { issuerKey, encryptionKey, nonceKeys } = this.state;
    const { hasPublishedKeys, publishedKeys } = this.parameters;
    return {
      OAF_SIGNING_KEYS: Fn.conditionIf(
        hasPublishedKeys.logicalId,
        `${issuerKey.keyArn} ${publishedKeys.valueAsString}`,
        issuerKey.keyArn,
      ).toString(),
      OAF_NONCE_SECRET: nonceKeys.secret.secretArn,
      OAF_KEY_PAIR_KEY: encryptionKey.keyArn,
    };
  }

  /** Before anything is made. */
  private requireCertificate() {
    const { domainName, certificateArn } = this.parameters;
    new CfnRule(this, 'DomainHasCertificate', {
      ruleCondition: Fn.conditionNot(Fn.conditionEquals(domainName, '')),
      assertions: [
        {
          assert: Fn.conditionNot(Fn.conditionEquals(certificateArn, '')),
          assertDescription:
            'A domain needs a certificate: give CertificateArn, of the same Region',
        },
      ],
    });
  }

  private addDomain() {
    const { domainName, certificateArn, hostedZoneId, ...parameters } =
      this.parameters;
    new FrontDoorDomain(this, 'Domain', {
      api: this.frontDoor.api,
      domainName: domainName.valueAsString,
      certificateArn: certificateArn.valueAsString,
      hostedZoneId: hostedZoneId.valueAsString,
      hasDomain: parameters.hasDomain,
      hasHostedZone: parameters.hasHostedZone,
    });
  }

  private addFirewall() {
    const { hasFirewall, requestsPerAddress } = this.parameters;
    const { association } = new Firewall(this, 'Firewall', {
      condition: hasFirewall,
      stageArn: this.frontDoor.stageArn,
      requestsPerAddress: requestsPerAddress.valueAsNumber,
    });
    association.node.addDependency(this.frontDoor.api.deploymentStage);
  }

  private addAlarms() {
    const { functions } = this;
    const { api } = this.frontDoor;
    const { alarms } = new GatewayAlarms(this, 'Alarms', {
      functions,
      api,
      table: this.state.table,
      topic: this.parameters.alarmTopic,
    });
    new GatewayDashboard(this, 'Overview', { functions, api, alarms });
  }

  private addOutputs() {
    const { table, issuerKey, encryptionKey, nonceKeys } = this.state;
    const { authorizer, rotateNonceKey } = this.functions.of;
    addOutputs(this, {
      Issuer: this.issuer,
      RestApiId: this.frontDoor.api.restApiId,
      Stage: STAGE,
      AuthorizerId: this.authorizerId,
      AuthorizerArn: authorizer.lambda.functionArn,
      // It finds APIs that are offered in place in the table.
      JudgesInPlace: 'yes',
      // It counts the calls of plans whose quota is hard.
      JudgesHardQuotas: 'yes',
      // It refuses client keys that are older than their plan allows.
      JudgesKeyAge: 'yes',
      // It makes key pairs under keys of subscriptions, too, whose policies name it.
      KeyPairRoleArn: this.roles.of.keyPair.roleArn,
      TableArn: table.tableArn,
      IssuerKeyArn: issuerKey.keyArn,
      EncryptionKeyArn: encryptionKey.keyArn,
      NonceSecretArn: nonceKeys.secret.secretArn,
      NonceKeyRotationArn: rotateNonceKey.lambda.functionArn,
    });
  }
}
