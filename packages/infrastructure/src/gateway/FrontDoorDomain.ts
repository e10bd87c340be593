import type { CfnCondition } from 'aws-cdk-lib';
import {
  CfnBasePathMapping,
  CfnDomainName,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { STAGE } from './FrontDoor';

export interface FrontDoorDomainProps {
  api: RestApi;
  domainName: string;
  /** In AWS Certificate Manager, in the stack's Region. */
  certificateArn: string;
  hostedZoneId: string;
  hasDomain: CfnCondition;
  hasHostedZone: CfnCondition;
}

/** A domain of one's own for the issuer, so that its name outlives the API, and its record in Route 53. */
export class FrontDoorDomain extends Construct {
  constructor(scope: Construct, id: string, props: FrontDoorDomainProps) {
    super(scope, id);
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: props.domainName,
      regionalCertificateArn: props.certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    domain.cfnOptions.condition = props.hasDomain;
    const mapping = new CfnBasePathMapping(this, 'Mapping', {
      domainName: domain.ref,
      restApiId: props.api.restApiId,
      stage: STAGE,
    });
    mapping.cfnOptions.condition = props.hasDomain;
    mapping.node.addDependency(props.api.deploymentStage);
    for (const type of ['A', 'AAAA']) {
      const record = new CfnRecordSet(this, `Record${type}`, {
        name: props.domainName,
        type,
        hostedZoneId: props.hostedZoneId,
        aliasTarget: {
          dnsName: domain.attrRegionalDomainName,
          hostedZoneId: domain.attrRegionalHostedZoneId,
        },
      });
      record.cfnOptions.condition = props.hasHostedZone;
    }
  }
}
