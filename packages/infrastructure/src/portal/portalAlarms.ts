import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmWhen } from '../stack/StackAlarms';
import type { PortalDoor } from './PortalDoor';
import type { PortalService } from './PortalService';

const period = Duration.minutes(1);

const ofDoor =
  ({ loadBalancer, targets }: PortalDoor) =>
  (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period,
      dimensionsMap: {
        LoadBalancer: loadBalancer.attrLoadBalancerFullName,
        TargetGroup: targets.attrTargetGroupFullName,
      },
    });

const processor = ({ cluster, service }: PortalService) =>
  new Metric({
    namespace: 'AWS/ECS',
    metricName: 'CPUUtilization',
    statistic: 'Average',
    period: Duration.minutes(5),
    dimensionsMap: { ClusterName: cluster.ref, ServiceName: service.attrName },
  });

/** What tells that people cannot work with the portal. */
export function portalAlarms(
  door: PortalDoor,
  service: PortalService,
): Record<string, AlarmWhen> {
  const metric = ofDoor(door);
  return {
    PortalErrors: {
      metric: metric('HTTPCode_Target_5XX_Count', 'Sum'),
      threshold: 5,
      periods: 3,
      description: 'The portal answers with 5xx.',
    },
    PortalNotReady: {
      metric: metric('UnHealthyHostCount', 'Maximum'),
      threshold: 1,
      periods: 5,
      description: 'A task is not ready, and stays so.',
    },
    PortalBusy: {
      metric: processor(service),
      threshold: 90,
      periods: 3,
      description: 'The portal has as many tasks as it may, and they are busy.',
    },
  };
}
