import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  type CreateChangeSetInput,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import type {
  ChangeSetState,
  StackChange,
} from '@oaf/backstage-plugin-api-management-node';
import { toChangeSetState, toStackChange } from './changeSets';
import { describeStack } from './describeStack';
import type { StackCall } from './StackCall';
import { unless, unlessMissing } from './tolerate';

/** Makes it; one of that name is the same. */
export async function createChangeSet(
  { client, signal }: StackCall,
  input: CreateChangeSetInput,
): Promise<void> {
  await client
    .send(new CreateChangeSetCommand(input), { abortSignal: signal })
    .catch(unless(/^AlreadyExists/));
}

export async function readChangeSet(
  call: StackCall,
  name: string,
): Promise<ChangeSetState> {
  try {
    return toChangeSetState(await describe(call, name));
  } catch (error) {
    unlessMissing(error);
    return { status: 'missing' };
  }
}

/** All pages. */
export async function readChanges(
  call: StackCall,
  name: string,
  token?: string,
): Promise<StackChange[]> {
  const { Changes = [], NextToken } = await describe(call, name, token);
  const changes = Changes.flatMap(
    ({ ResourceChange: change }) => change ?? [],
  ).map(toStackChange);
  return NextToken
    ? [...changes, ...(await readChanges(call, name, NextToken))]
    : changes;
}

/** @throws ConflictError when somebody changed the stack since */
export async function executeChangeSet(
  call: StackCall,
  { name, token }: { name: string; token: string },
): Promise<void> {
  const { client, target, signal } = call;
  try {
    await client.send(
      new ExecuteChangeSetCommand({
        StackName: target.stackName,
        ChangeSetName: name,
        ClientRequestToken: token,
      }),
      { abortSignal: signal },
    );
  } catch (error) {
    await requireExecuted(error, () => readChangeSet(call, name));
  }
}

/** Deletes it, and the empty stack that it was to become. */
export async function discardChangeSet(
  { client, target, signal }: StackCall,
  name: string,
): Promise<void> {
  const options = { abortSignal: signal };
  const { stackName: StackName } = target;
  await client
    .send(
      new DeleteChangeSetCommand({ StackName, ChangeSetName: name }),
      options,
    )
    .catch(unlessMissing);
  const stack = await describeStack(client, target, signal);
  if (stack?.StackStatus === 'REVIEW_IN_PROGRESS') {
    await client.send(
      new DeleteStackCommand({ StackName: stack.StackId }),
      options,
    );
  }
}

function describe(
  { client, target, signal }: StackCall,
  ChangeSetName: string,
  NextToken?: string,
): Promise<DescribeChangeSetOutput> {
  const { stackName: StackName } = target;
  return client.send(
    new DescribeChangeSetCommand({ StackName, ChangeSetName, NextToken }),
    { abortSignal: signal },
  );
}

/** Another process may have been faster, or we ourselves before we were cut off. */
async function requireExecuted(
  error: unknown,
  read: () => Promise<ChangeSetState>,
): Promise<void> {
  const changeSet = await read();
  if (changeSet.status === 'ready' && changeSet.executed) {
    return;
  }
  if (/^InvalidChangeSetStatus/.test((error as Error).name)) {
    throw new ConflictError(
      'The stack was changed by somebody else after the changes were shown. Start the deployment again, and see what it would change now.',
    );
  }
  throw error;
}
