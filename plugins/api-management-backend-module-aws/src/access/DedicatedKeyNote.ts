import {
  getItem,
  type Item,
  number,
  readNumber,
  readText,
  type Table,
  text,
  writeIf,
} from '@oaf/access/aws';

export type NotedKey = {
  /** Before it was made; later: since when it is there. */
  begunAt: number;
  /** Undefined while nobody knows whether it was made. */
  arn?: string;
};

/** What the gateway's table has noted of a subscription's KMS key. Whoever was overtaken overwrites nothing. */
export class DedicatedKeyNote {
  readonly #table: Table;
  readonly #pk: string;

  constructor(table: Table, subscriptionId: string) {
    this.#table = table;
    this.#pk = `objects#kms-key#${subscriptionId}`;
  }

  async read(): Promise<NotedKey | undefined> {
    const row = await getItem(this.#table, this.#pk);
    const arn = row && readText(row, 'arn');
    return (
      row && {
        begunAt: readNumber(row, 'begunAt') ?? 0,
        ...(arn && { arn }),
      }
    );
  }

  /** @throws when something else is noted than was read before */
  async write(noted: NotedKey, before: NotedKey | undefined): Promise<void> {
    const { begunAt, arn } = noted;
    const item: Item = {
      pk: text(this.#pk),
      begunAt: number(begunAt),
      ...(arn && { arn: text(arn) }),
    };
    const isWritten = await writeIf(
      this.#table.call('PutItem', {
        TableName: this.#table.name,
        Item: item,
        ...ifStill(before),
      }),
    );
    if (!isWritten) {
      await this.#requireNoted(noted);
    }
  }

  /** Leaves what somebody else noted meanwhile. */
  async forget(noted: NotedKey): Promise<void> {
    await writeIf(
      this.#table.call('DeleteItem', {
        TableName: this.#table.name,
        Key: { pk: text(this.#pk) },
        ...ifStill(noted),
      }),
    );
  }

  /** Of a write whose first answer was lost, the second one tells nothing. */
  async #requireNoted({ begunAt, arn }: NotedKey) {
    const noted = await this.read();
    if (noted?.begunAt !== begunAt || noted.arn !== arn) {
      throw new Error(
        'Somebody else makes or ends the KMS key of the subscription just now; it is tried again',
      );
    }
  }
}

function ifStill(before: NotedKey | undefined) {
  return before
    ? {
        ConditionExpression: 'begunAt = :before',
        ExpressionAttributeValues: { ':before': number(before.begunAt) },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
}
