import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';

/** What a question about a stack is asked with. */
export type StackCall = {
  client: CloudFormationClient;
  target: StackTarget;
  signal: AbortSignal;
};

/** The very stack when it is known, whatever has its name by now. */
export const nameOf = ({ stackId, stackName }: StackTarget): string =>
  stackId ?? stackName;
