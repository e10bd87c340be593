import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsError } from './AwsError';
import type { Table } from './table';

const ATTEMPTS = 8;

function wasContended({ cancellationCodes }: AwsError): boolean {
  return (
    cancellationCodes.includes('TransactionConflict') &&
    !cancellationCodes.includes('ConditionalCheckFailed')
  );
}

async function attempt(
  { call }: Table,
  input: object,
): Promise<AwsError | undefined> {
  try {
    await call('TransactWriteItems', input);
    return undefined;
  } catch (error) {
    if (
      error instanceof AwsError &&
      error.code === 'TransactionCanceledException'
    ) {
      return error;
    }
    throw error;
  }
}

/**
 * All of the writes or none. The request token makes a repeated request count once. Tries again while other
 * transactions are at the same rows.
 * @returns positions of the writes whose condition did not hold; empty when all were done
 */
export async function transact(
  table: Table,
  writes: object[],
): Promise<number[]> {
  for (let tried = 1; ; tried += 1) {
    const cancelled = await attempt(table, {
      TransactItems: writes,
      ClientRequestToken: randomUUID(),
    });
    if (!cancelled) {
      return [];
    }
    if (!wasContended(cancelled)) {
      return refusedOf(cancelled);
    }
    if (tried >= ATTEMPTS) {
      throw cancelled;
    }
    await wait(Math.random() * 25 * 2 ** tried);
  }
}

function refusedOf(cancelled: AwsError): number[] {
  const refused = cancelled.cancellationCodes.flatMap((code, index) =>
    code === 'ConditionalCheckFailed' ? [index] : [],
  );
  if (refused.length === 0) {
    throw cancelled;
  }
  return refused;
}
