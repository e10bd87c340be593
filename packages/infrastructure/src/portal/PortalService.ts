import { Fn } from 'aws-cdk-lib';
import {
  CfnScalableTarget,
  CfnScalingPolicy,
} from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnCluster, CfnService } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { PortalDoor } from './PortalDoor';
import { CONTAINER, type PortalTask } from './PortalTask';

export interface PortalServiceProps {
  task: PortalTask;
  door: PortalDoor;
  port: number;
  subnetIds: string[];
  securityGroupIds: string[];
  tasks: { min: number; max: number };
}

/** Replicas wait up to five minutes for the one that prepares the database. */
const GRACE_SECONDS = 360;

const CPU_PERCENT = 60;

/** Replicas of the portal behind its load balancer; a version that does not become ready gives way to the one before. */
export class PortalService extends Construct {
  readonly cluster: CfnCluster;
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: PortalServiceProps) {
    super(scope, id);
    this.cluster = new CfnCluster(this, 'Cluster', {
      clusterSettings: [{ name: 'containerInsights', value: 'enabled' }],
    });
    this.service = this.addService(props);
    // ECS wants targets that a load balancer has.
    this.service.node.addDependency(props.door.listener);
    this.scale(props.tasks);
  }

  private addService({ task, door, port, ...props }: PortalServiceProps) {
    return new CfnService(this, 'Service', {
      cluster: this.cluster.ref,
      taskDefinition: task.definition.ref,
      launchType: 'FARGATE',
      // No count: it begins with one, which has the empty database for itself, and the others come when that is ready.
      healthCheckGracePeriodSeconds: GRACE_SECONDS,
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      networkConfiguration: {
        awsvpcConfiguration: {
          assignPublicIp: 'DISABLED',
          subnets: props.subnetIds,
          securityGroups: props.securityGroupIds,
        },
      },
      loadBalancers: [
        {
          containerName: CONTAINER,
          containerPort: port,
          targetGroupArn: door.targets.ref,
        },
      ],
      enableExecuteCommand: false,
      propagateTags: 'SERVICE',
    });
  }

  private scale({ min, max }: PortalServiceProps['tasks']) {
    const target = new CfnScalableTarget(this, 'Scale', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: Fn.join('/', [
        'service',
        this.cluster.ref,
        this.service.attrName,
      ]),
      minCapacity: min,
      maxCapacity: max,
    });
    new CfnScalingPolicy(this, 'ByProcessor', {
      policyName: 'processor',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: CPU_PERCENT,
        predefinedMetricSpecification: {
          predefinedMetricType: 'ECSServiceAverageCPUUtilization',
        },
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  }
}
