import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  CfnFlowLog,
  CfnSecurityGroup,
  CfnSubnet,
  CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { flowLogRole } from './flowLogRole';

/** Aurora wants two. */
const ZONES = [0, 1];
/** 64 addresses in each subnet. */
const SUBNET_BITS = '6';

export interface DataNetworkProps {
  cidr: string;
  port: number;
}

/** A VPC without any way in or out, for a database alone. Whoever connects is peered with it, or runs in it. */
export class DataNetwork extends Construct {
  readonly vpc: CfnVPC;
  readonly subnetIds: string[];
  /** Its members may reach the database, and nothing else. */
  readonly clients: CfnSecurityGroup;

  constructor(scope: Construct, id: string, { cidr, port }: DataNetworkProps) {
    super(scope, id);
    this.vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.subnetIds = ZONES.map(zone => this.addSubnet(zone, cidr));
    this.clients = new CfnSecurityGroup(this, 'Clients', {
      vpcId: this.vpc.ref,
      groupDescription: 'May connect to the database',
      securityGroupEgress: [
        {
          description: 'The database',
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
          cidrIp: cidr,
        },
      ],
    });
    this.addFlowLog();
  }

  private addSubnet(zone: number, cidr: string): string {
    return new CfnSubnet(this, `Subnet${zone}`, {
      vpcId: this.vpc.ref,
      availabilityZone: Fn.select(zone, Fn.getAzs()),
      cidrBlock: Fn.select(zone, Fn.cidr(cidr, ZONES.length, SUBNET_BITS)),
      mapPublicIpOnLaunch: false,
    }).ref;
  }

  private addFlowLog() {
    const log = new LogGroup(this, 'FlowLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = flowLogRole(this, log);
    const flowLog = new CfnFlowLog(this, 'Flows', {
      resourceId: this.vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: log.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
    flowLog.node.addDependency(role);
  }
}
