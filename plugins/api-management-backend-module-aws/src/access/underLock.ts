import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Item, number, type Table, text, writeIf } from '@oaf/access/aws';

/** Longer than a caller waits for what is done under it. */
export const LOCK_MS = 60_000;

const POLL_MS = 200;

export type Held = {
  pk: string;
  owner: string;
  /** The row as it was; undefined when nobody ever locked it. */
  before: Item | undefined;
};

/** Who no longer holds the lock may not write. */
export const HELD = 'lockOwner = :owner';

async function tryLock(
  table: Table,
  { pk, owner, lockMs }: { pk: string; owner: string; lockMs: number },
): Promise<Held | undefined> {
  let before: Item | undefined;
  const now = Date.now();
  const locking = table.call<{ Attributes?: Item }>('UpdateItem', {
    TableName: table.name,
    Key: { pk: text(pk) },
    UpdateExpression: 'SET lockOwner = :owner, lockedUntil = :until',
    ConditionExpression: `attribute_not_exists(lockedUntil) OR lockedUntil < :now OR ${HELD}`,
    ExpressionAttributeValues: {
      ':owner': text(owner),
      ':until': number(now + lockMs),
      ':now': number(now),
    },
    ReturnValues: 'ALL_OLD',
  });
  const isLocked = await writeIf(
    locking.then(({ Attributes }) => {
      before = Attributes;
    }),
  );
  return isLocked ? { pk, owner, before } : undefined;
}

/** A row that is gone stays gone. */
async function unlock(table: Table, { pk, owner }: Held): Promise<void> {
  const unlocking = table.call('UpdateItem', {
    TableName: table.name,
    Key: { pk: text(pk) },
    UpdateExpression: 'REMOVE lockOwner, lockedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: { ':owner': text(owner) },
  });
  await writeIf(unlocking);
}

/**
 * Does it while nobody else does anything under the same row's lock. A lock whose holder was cut off is over by itself.
 *
 * @param options - `lockMs`: how long it may take
 */
export async function underLock<Result>(
  table: Table,
  pk: string,
  options: { lockMs: number; signal: AbortSignal },
  perform: (held: Held) => Promise<Result>,
): Promise<Result> {
  const { lockMs, signal } = options;
  const owner = randomUUID();
  let held = await tryLock(table, { pk, owner, lockMs });
  while (!held) {
    await wait(POLL_MS * (0.5 + Math.random()), undefined, { signal });
    held = await tryLock(table, { pk, owner, lockMs });
  }
  try {
    return await perform(held);
  } finally {
    // What failed is told; that the lock stays for a while is not worth another failure.
    await unlock(table, held).catch(() => {});
  }
}
