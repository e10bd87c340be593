import {
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';

/** CloudFormation has no error of its own for a stack that is not there. */
export function isMissing(error: unknown): boolean {
  const { name, message } = error as Error;
  return (
    name === 'ChangeSetNotFoundException' ||
    name === 'ChangeSetNotFound' ||
    (name === 'ValidationError' && /does not exist/.test(message))
  );
}

/** Undefined when it is not there (any more). */
export async function describeStack(
  client: CloudFormationClient,
  { stackId, stackName }: StackTarget,
  abortSignal: AbortSignal,
): Promise<Stack | undefined> {
  try {
    const { Stacks: stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName: stackId ?? stackName }),
      { abortSignal },
    );
    const [stack] = stacks;
    return stack?.StackStatus === 'DELETE_COMPLETE' ? undefined : stack;
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}
