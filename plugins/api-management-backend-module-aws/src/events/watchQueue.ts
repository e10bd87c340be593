import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { GatewayChange } from '@oaf/backstage-plugin-api-management-node';
import { parseChange } from './parseChange';

/** The longest that SQS lets a poll wait. */
const POLL_SECONDS = 20;
const BATCH = 10;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export type Queue = {
  client: SQSClient;
  queueUrl: string;
  logger: LoggerService;
};

type OnChange = (change: GatewayChange) => Promise<void>;

function readMessage({ logger }: Queue, { MessageId, Body }: Message) {
  try {
    return parseChange(Body ?? '');
  } catch (error) {
    logger.warn(
      `Dropped message ${MessageId} of the queue for API Gateway changes: ${stringifyError(
        error,
      )}. Only the rule of the trust template should send to this queue.`,
    );
    return undefined;
  }
}

/** A message is deleted once its change was taken in; else SQS delivers it again. */
async function handle(queue: Queue, message: Message, onChange: OnChange) {
  const change = readMessage(queue, message);
  try {
    if (change) {
      await onChange(change);
    }
    await queue.client.send(
      new DeleteMessageCommand({
        QueueUrl: queue.queueUrl,
        ReceiptHandle: message.ReceiptHandle,
      }),
    );
  } catch (error) {
    queue.logger.warn(
      `Message ${
        message.MessageId
      } of the queue for API Gateway changes will be delivered again: ${stringifyError(
        error,
      )}`,
    );
  }
}

async function receive(queue: Queue, onChange: OnChange, signal: AbortSignal) {
  const { Messages = [] } = await queue.client.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.queueUrl,
      MaxNumberOfMessages: BATCH,
      WaitTimeSeconds: POLL_SECONDS,
    }),
    { abortSignal: signal },
  );
  await Promise.all(Messages.map(message => handle(queue, message, onChange)));
}

async function pause(
  { logger, queueUrl }: Queue,
  failures: number,
  error: unknown,
  signal: AbortSignal,
) {
  const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  logger.warn(
    `Cannot read changes from ${queueUrl}; the next try is in ${
      ms / 1000
    } s, and sweeps find the changes meanwhile. Check the queue, and that the base credentials may use sqs:ReceiveMessage and sqs:DeleteMessage on it: ${stringifyError(
      error,
    )}`,
  );
  await wait(ms, undefined, { signal }).catch(() => {
    // Aborted: the loop ends.
  });
}

/** Tells of changes in API Gateway as their events arrive in the queue, until aborted. */
export async function watchQueue(
  queue: Queue,
  onChange: OnChange,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await receive(queue, onChange, signal);
      failures = 0;
    } catch (error) {
      if (!signal.aborted) {
        failures += 1;
        await pause(queue, failures, error, signal);
      }
    }
  }
}
