import { type CfnCondition, Fn } from 'aws-cdk-lib';
import {
  CfnListener,
  CfnLoadBalancer,
  CfnTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';

export interface PortalDoorProps {
  vpcId: string;
  subnetIds: string[];
  securityGroupId: string;
  scheme: string;
  certificateArn: string;
  /** That the tasks listen on. */
  port: number;
  accessLog: { condition: CfnCondition; bucketName: string };
  record: { condition: CfnCondition; zoneId: string; domainName: string };
}

/** Pages wait for news with requests that stay open. */
const IDLE_SECONDS = 120;

const attributes = (values: Record<string, string | number | boolean>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: `${value}` }));

/** In a condition CDK writes properties as they are. */
const inCloudFormation = (values: Parameters<typeof attributes>[0]) =>
  attributes(values).map(({ key, value }) => ({ Key: key, Value: value }));

/** The load balancer: HTTPS only, and only to tasks that are ready. */
export class PortalDoor extends Construct {
  readonly loadBalancer: CfnLoadBalancer;
  readonly targets: CfnTargetGroup;
  readonly listener: CfnListener;

  constructor(scope: Construct, id: string, props: PortalDoorProps) {
    super(scope, id);
    this.loadBalancer = this.addLoadBalancer(props);
    this.targets = this.addTargets(props);
    this.listener = new CfnListener(this, 'Listener', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificates: [{ certificateArn: props.certificateArn }],
      defaultActions: [{ type: 'forward', targetGroupArn: this.targets.ref }],
    });
    this.addRecord(props);
  }

  private addLoadBalancer(props: PortalDoorProps) {
    const { condition, bucketName } = props.accessLog;
    const loadBalancer = new CfnLoadBalancer(this, 'LoadBalancer', {
      type: 'application',
      scheme: props.scheme,
      subnets: props.subnetIds,
      securityGroups: [props.securityGroupId],
    });
    const always = {
      'idle_timeout.timeout_seconds': IDLE_SECONDS,
      'routing.http.drop_invalid_header_fields.enabled': true,
    };
    const logged = {
      'access_logs.s3.enabled': true,
      'access_logs.s3.bucket': bucketName,
    };
    loadBalancer.loadBalancerAttributes = Fn.conditionIf(
      condition.logicalId,
      inCloudFormation({ ...always, ...logged }),
      inCloudFormation(always),
    );
    accept(loadBalancer, {
      'AwsSolutions-ELB2':
        'The access log goes where the parameter AccessLogBucket says.',
    });
    return loadBalancer;
  }

  private addTargets({ vpcId, port }: PortalDoorProps) {
    return new CfnTargetGroup(this, 'Targets', {
      vpcId,
      port,
      protocol: 'HTTP',
      targetType: 'ip',
      healthCheckPath: '/.backstage/health/v1/readiness',
      healthCheckIntervalSeconds: 15,
      healthCheckTimeoutSeconds: 5,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      matcher: { httpCode: '200' },
      targetGroupAttributes: attributes({
        'deregistration_delay.timeout_seconds': 30,
      }),
    });
  }

  private addRecord({ record }: PortalDoorProps) {
    const { attrDnsName, attrCanonicalHostedZoneId } = this.loadBalancer;
    new CfnRecordSet(this, 'Record', {
      name: record.domainName,
      type: 'A',
      hostedZoneId: record.zoneId,
      aliasTarget: {
        dnsName: attrDnsName,
        hostedZoneId: attrCanonicalHostedZoneId,
      },
    }).cfnOptions.condition = record.condition;
  }
}
