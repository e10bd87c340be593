import { type CfnCondition } from 'aws-cdk-lib';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Managed groups that speak of what the issuer takes: small forms and JSON, from the whole internet. */
const managedGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
];

const visible = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

export interface FirewallProps {
  condition: CfnCondition;
  stageArn: string;
  /** Requests of one address in five minutes. */
  requestsPerAddress: number;
}

/** AWS WAF before a stage, for those who want it. It goes before authorizers and functions, so what it refuses costs nothing there. */
export class Firewall extends Construct {
  readonly association: CfnWebACLAssociation;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('Firewall'),
      rules: [
        rateRule(props.requestsPerAddress),
        ...managedGroups.map((name, index) => managedRule(name, index + 1)),
      ],
    });
    this.association = new CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stageArn,
      webAclArn: acl.attrArn,
    });
    for (const part of [acl, this.association]) {
      part.cfnOptions.condition = props.condition;
    }
  }
}

function rateRule(limit: number): CfnWebACL.RuleProperty {
  return {
    name: 'RequestsPerAddress',
    priority: 0,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        limit,
        aggregateKeyType: 'IP',
        evaluationWindowSec: 300,
      },
    },
    visibilityConfig: visible('RequestsPerAddress'),
  };
}

function managedRule(name: string, priority: number): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    visibilityConfig: visible(name),
  };
}
