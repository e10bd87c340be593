import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import type {
  StackEvent,
  WantedEvents,
} from '@oaf/backstage-plugin-api-management-node';
import { describeStack } from './describeStack';
import { nameOf, type StackCall } from './StackCall';
import { toStackEvent } from './stackStates';
import { unless, unlessMissing } from './tolerate';

/** How far the clock of AWS may be from ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** Those of requests with these tokens, oldest first. */
export async function readEvents(
  { client, target, signal }: StackCall,
  { tokens, since }: WantedEvents,
): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  const pages = paginateDescribeStackEvents(
    { client },
    { StackName: nameOf(target) },
    { abortSignal: signal },
  );
  try {
    for await (const { StackEvents: page = [] } of pages) {
      const own = page.filter(({ ClientRequestToken }) =>
        tokens.includes(ClientRequestToken ?? ''),
      );
      events.push(...own.map(toStackEvent));
      // The latest come first.
      if (Number(page.at(-1)?.Timestamp ?? 0) < since - CLOCKS_DIFFER_MS) {
        break;
      }
    }
  } catch (error) {
    unlessMissing(error);
  }
  return events.reverse();
}

/** Cancels an update, deletes what is being made; anything else is let be. */
export async function takeBack(
  { client, target, signal }: StackCall,
  ClientRequestToken: string,
): Promise<void> {
  const stack = await describeStack(client, target, signal);
  const request = { StackName: stack?.StackId, ClientRequestToken };
  const options = { abortSignal: signal };
  if (stack?.StackStatus === 'UPDATE_IN_PROGRESS') {
    await client.send(new CancelUpdateStackCommand(request), options);
  } else if (stack?.StackStatus === 'CREATE_IN_PROGRESS') {
    await client.send(new DeleteStackCommand(request), options);
  }
}

export async function continueRollback(
  { client, target, signal }: StackCall,
  ClientRequestToken: string,
): Promise<void> {
  await client.send(
    new ContinueUpdateRollbackCommand({
      StackName: nameOf(target),
      ClientRequestToken,
    }),
    { abortSignal: signal },
  );
}

export async function deleteStack(
  { client, target, signal }: StackCall,
  ClientRequestToken: string,
): Promise<void> {
  await client
    .send(
      new DeleteStackCommand({ StackName: nameOf(target), ClientRequestToken }),
      { abortSignal: signal },
    )
    .catch(unless(/^(AlreadyExists|TokenAlreadyExists)/));
}
