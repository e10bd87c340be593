import { CfnSecurityGroup, CfnSecurityGroupEgress } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';
import { nothingOut } from '../stack/nothingOut';

export interface PortalNetworkProps {
  vpcId: string;
  /** Who may open the portal: a block of IPv4 addresses. */
  reachableFrom: string;
  /** That the tasks listen on. */
  port: number;
}

const tcp = (port: number) => ({
  ipProtocol: 'tcp',
  fromPort: port,
  toPort: port,
});

/** Who may speak with whom: people with the load balancer, it with the tasks, they with whatever speaks HTTPS. */
export class PortalNetwork extends Construct {
  readonly loadBalancer: CfnSecurityGroup;
  readonly tasks: CfnSecurityGroup;

  constructor(scope: Construct, id: string, props: PortalNetworkProps) {
    super(scope, id);
    this.loadBalancer = this.addLoadBalancer(props);
    this.tasks = this.addTasks(props);
    new CfnSecurityGroupEgress(this, 'ToTasks', {
      groupId: this.loadBalancer.attrGroupId,
      description: 'The tasks',
      ...tcp(props.port),
      destinationSecurityGroupId: this.tasks.attrGroupId,
    });
  }

  private addLoadBalancer({ vpcId, reachableFrom }: PortalNetworkProps) {
    const group = new CfnSecurityGroup(this, 'LoadBalancer', {
      vpcId,
      groupDescription: 'Lets people in, and to the tasks only',
      securityGroupIngress: [
        { description: 'People', ...tcp(443), cidrIp: reachableFrom },
      ],
      securityGroupEgress: [nothingOut],
    });
    accept(group, {
      'AwsSolutions-EC23':
        'Who may open the portal is chosen, and nobody is the default.',
    });
    return group;
  }

  private addTasks({ vpcId, port }: PortalNetworkProps) {
    return new CfnSecurityGroup(this, 'Tasks', {
      vpcId,
      groupDescription: 'Lets the load balancer in, and out by HTTPS',
      securityGroupIngress: [
        {
          description: 'The load balancer',
          ...tcp(port),
          sourceSecurityGroupId: this.loadBalancer.attrGroupId,
        },
      ],
      securityGroupEgress: [
        {
          description: 'AWS, and the identity provider',
          ...tcp(443),
          cidrIp: '0.0.0.0/0',
        },
      ],
    });
  }
}
