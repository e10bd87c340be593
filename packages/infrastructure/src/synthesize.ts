import { App, DefaultStackSynthesizer, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DataStack } from './database/DataStack';
import { LogDeliveryStack } from './delivery/LogDeliveryStack';
import { GatewayStack } from './gateway/GatewayStack';
import { IdentityStack } from './identity/IdentityStack';
import { LogsStack } from './log/LogsStack';
import { NotifyStack } from './notify/NotifyStack';
import { PortalStack } from './portal/PortalStack';
import type { StackName } from './stackTemplates';

const props = () => ({
  analyticsReporting: false,
  synthesizer: new DefaultStackSynthesizer({
    // Deployed by anything that speaks CloudFormation: accounts need no bootstrap.
    generateBootstrapVersionRule: false,
  }),
});

/** The stacks, by the names of their templates. */
export const stacks: Record<StackName, (scope: Construct) => Stack> = {
  gateway: scope => new GatewayStack(scope, 'gateway', props()),
  notify: scope => new NotifyStack(scope, 'notify', props()),
  logs: scope => new LogsStack(scope, 'logs', props()),
  'log-delivery': scope => new LogDeliveryStack(scope, 'log-delivery', props()),
  identity: scope => new IdentityStack(scope, 'identity', props()),
  data: scope => new DataStack(scope, 'data', props()),
  portal: scope => new PortalStack(scope, 'portal', props()),
};

export type { StackName };

/** A template of CloudFormation. */
export interface Template {
  Resources: Record<string, { Type: string; Properties?: object }>;
}

/** A stack's template, for no account and Region in particular. */
export function synthesize(name: StackName): Template {
  const app = new App({ analyticsReporting: false });
  stacks[name](app);
  return app.synth().getStackByName(name).template;
}
