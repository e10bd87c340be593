import {
  getItem,
  type Item,
  readText,
  text,
  transact,
  writeIf,
} from '@oaf/access/aws';
import type { GatewayManagement } from '../management/GatewayManagement';
import { planRow } from './UsagePlans';
import { HELD, type Held } from './underLock';

/** An API key of a subscription, as far as it is made. */
export type HeldKey = {
  credentialId: string;
  /** Null until it is known to be there, and to be in its usage plan. */
  keyId: string | null;
  /** Name of its plan, see `planName`. */
  plan: string;
  enabled: boolean;
  /** Epoch milliseconds. */
  begunAt: number;
  /** The plan that it is being moved out of. */
  from?: string;
  /** The plan that it was moved out of, until that one was looked at. */
  left?: string;
  /** It was deleted, and no longer counts in its plan. */
  gone?: true;
};

export const subscriptionRow = (subscriptionId: string, place: string) =>
  `objects#subscription#${subscriptionId}${place && `@${place}`}`;

export function toHeldKeys(item: Item | undefined): HeldKey[] {
  return JSON.parse((item && readText(item, 'objects')) ?? '[]');
}

/**
 * What was made for a subscription, in its row of the gateway's table: each key is written before it is made, so that it
 * is found again whatever happens in between. Written under the row's lock only.
 */
export class HeldKeys {
  readonly #management: GatewayManagement;
  readonly #held: Held;
  #keys: HeldKey[];
  /** As it stands in the row. */
  #text: string | null;

  constructor(management: GatewayManagement, held: Held) {
    this.#management = management;
    this.#held = held;
    this.#keys = toHeldKeys(held.before);
    this.#text = (held.before && readText(held.before, 'objects')) ?? null;
  }

  list(): HeldKey[] {
    return this.#keys;
  }

  find(credentialId: string): HeldKey | undefined {
    return this.#keys.find(key => key.credentialId === credentialId);
  }

  /** Before it is made. @returns false when its plan is being removed */
  async begin(key: HeldKey, usagePlanId: string): Promise<boolean> {
    const keys = [...this.#others(key), key];
    return this.#count(keys, [this.#users(key.plan, 1, usagePlanId)]);
  }

  /** Before it is moved: it counts in both plans. @returns false when the one that it moves to is being removed */
  async beginMove(
    key: HeldKey,
    to: { plan: string; id: string },
  ): Promise<boolean> {
    const moving = { ...key, plan: to.plan, from: key.plan };
    return this.#count(
      [...this.#others(key), moving],
      [this.#users(to.plan, 1, to.id)],
    );
  }

  async endMove({ from, ...key }: HeldKey & { from: string }): Promise<void> {
    const moved = { ...key, left: from };
    await this.#count([...this.#others(key), moved], [this.#users(from, -1)]);
  }

  async change(key: HeldKey): Promise<void> {
    await this.#write([...this.#others(key), key]);
  }

  /** After it was deleted. */
  async end(key: HeldKey): Promise<void> {
    const keys = [...this.#others(key), { ...key, gone: true as const }];
    await this.#count(keys, [this.#users(key.plan, -1)]);
  }

  /** After its plan was looked at. */
  async forget(key: HeldKey): Promise<void> {
    await this.#write(this.#others(key));
  }

  /** The row goes when nothing is in it. */
  async close(): Promise<void> {
    if (this.#keys.length > 0) {
      return;
    }
    const { table } = this.#management;
    await writeIf(
      table.call('DeleteItem', {
        TableName: table.name,
        Key: { pk: text(this.#held.pk) },
        ConditionExpression: HELD,
        ExpressionAttributeValues: { ':owner': text(this.#held.owner) },
      }),
    );
  }

  #others({ credentialId }: HeldKey): HeldKey[] {
    return this.#keys.filter(key => key.credentialId !== credentialId);
  }

  /** What is counted in a plan is counted once, however often it is sent. */
  #update(keys: HeldKey[]) {
    const isNew = this.#text === null;
    return {
      TableName: this.#management.table.name,
      Key: { pk: text(this.#held.pk) },
      UpdateExpression: 'SET objects = :objects',
      ConditionExpression: `${HELD} AND ${
        isNew ? 'attribute_not_exists(objects)' : 'objects = :before'
      }`,
      ExpressionAttributeValues: {
        ...(this.#text !== null && { ':before': text(this.#text) }),
        ':objects': text(JSON.stringify(keys)),
        ':owner': text(this.#held.owner),
      },
    };
  }

  #users(plan: string, by: 1 | -1, usagePlanId?: string) {
    return {
      Update: {
        TableName: this.#management.table.name,
        Key: { pk: text(planRow(plan)) },
        UpdateExpression: 'ADD #users :by',
        ConditionExpression: usagePlanId
          ? 'usagePlanId = :id'
          : 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: {
          ':by': { N: String(by) },
          ...(usagePlanId && { ':id': text(usagePlanId) }),
        },
      },
    };
  }

  async #write(keys: HeldKey[]): Promise<void> {
    const { table } = this.#management;
    const isWritten =
      (await writeIf(table.call('UpdateItem', this.#update(keys)))) ||
      (await this.#wasWritten(keys));
    if (!isWritten) {
      throw lostLock();
    }
    this.#set(keys);
  }

  /** With how many keys its plans have, in one transaction. */
  async #count(keys: HeldKey[], counts: object[]): Promise<boolean> {
    const { table } = this.#management;
    const writes = [{ Update: this.#update(keys) }, ...counts];
    const refused = await transact(table, writes);
    if (refused.includes(0)) {
      return this.#wasWritten(keys);
    }
    if (refused.length === 0) {
      this.#set(keys);
    }
    return refused.length === 0;
  }

  #set(keys: HeldKey[]) {
    this.#keys = keys;
    this.#text = JSON.stringify(keys);
  }

  /** Of a write whose first answer was lost, the second one tells nothing. */
  async #wasWritten(keys: HeldKey[]): Promise<boolean> {
    const row = await getItem(this.#management.table, this.#held.pk);
    if (!row || readText(row, 'lockOwner') !== this.#held.owner) {
      throw lostLock();
    }
    const isWritten = readText(row, 'objects') === JSON.stringify(keys);
    if (isWritten) {
      this.#set(keys);
    }
    return isWritten;
  }
}

function lostLock(): Error {
  return new Error(
    'It took so long that somebody else began to do it; it is tried again',
  );
}
