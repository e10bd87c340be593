import { AwsError } from './AwsError';
import type { AwsCall } from './createAwsCall';

/** An attribute value of DynamoDB: the kinds that are stored here. */
export type Attribute = { S: string } | { N: string };
export type Item = Record<string, Attribute>;

/** A table whose one key is the string `pk`, and whose TTL attribute is `expires` (epoch seconds). */
export interface Table {
  call: AwsCall;
  name: string;
}

export const text = (value: string): Attribute => ({ S: value });
export const number = (value: number): Attribute => ({ N: String(value) });

/** TTL in whole seconds, a minute late: what has expired is judged by the exact instant, never by the row's absence. */
export function timeToLive(expiresAt: number): Attribute {
  return number(Math.ceil(expiresAt / 1000) + 60);
}

export function readText(item: Item, name: string): string | null {
  const value = item[name];
  return value && 'S' in value ? value.S : null;
}

export function readNumber(item: Item, name: string): number | null {
  const value = item[name];
  return value && 'N' in value ? Number(value.N) : null;
}

/** Strongly consistent, so that a kill switch and a spent token are seen at once. */
export async function getItem(
  { call, name }: Table,
  pk: string,
): Promise<Item | undefined> {
  const { Item: item } = await call<{ Item?: Item }>('GetItem', {
    TableName: name,
    Key: { pk: text(pk) },
    ConsistentRead: true,
  });
  return item;
}

/** @returns false when the condition did not hold */
export async function writeIf(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (
      error instanceof AwsError &&
      error.code === 'ConditionalCheckFailedException'
    ) {
      return false;
    }
    throw error;
  }
}
