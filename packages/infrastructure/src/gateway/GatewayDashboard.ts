import { Aws } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AccessFunctions } from './AccessFunctions';

export interface GatewayDashboardProps {
  functions: AccessFunctions;
  api: RestApi;
  alarms: Alarm[];
}

const graph = (title: string, left: IMetric[]) =>
  new GraphWidget({ title, left, width: 12 });

/** The door at a glance. */
export class GatewayDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { functions, api, alarms }: GatewayDashboardProps,
  ) {
    super(scope, id);
    const authorizer = functions.of.authorizer.lambda;
    const token = functions.of.token.lambda;
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${Aws.STACK_NAME}-${Aws.REGION}`,
      widgets: [
        [new AlarmStatusWidget({ alarms, width: 24 })],
        [
          graph('Requests to the issuer', [
            api.metricCount(),
            api.metricClientError(),
            api.metricServerError(),
          ]),
          graph('Access tokens', [
            token.metricInvocations(),
            token.metricErrors(),
            token.metricThrottles(),
          ]),
        ],
        [
          graph('Calls judged', [
            authorizer.metricInvocations(),
            authorizer.metricErrors(),
            authorizer.metricThrottles(),
          ]),
          graph('Time of a judgement', [
            authorizer.metricDuration({ statistic: 'p50' }),
            authorizer.metricDuration({ statistic: 'p99' }),
          ]),
        ],
      ],
    });
  }
}
