import { getItem, type Table, text } from '@oaf/access/aws';

const rowOf = (subscriptionId: string) => `objects#places#${subscriptionId}`;

/** Where else than at the gateway's own place a subscription may have API keys, in a row of the gateway's table. */
export class RememberedPlaces {
  readonly #table: Table;
  readonly #pk: string;

  constructor(table: Table, subscriptionId: string) {
    this.#table = table;
    this.#pk = rowOf(subscriptionId);
  }

  /** Names of places. */
  async list(): Promise<string[]> {
    const row = await getItem(this.#table, this.#pk);
    return (row?.places as { SS: string[] } | undefined)?.SS ?? [];
  }

  /** Before the first key is made there. */
  async add(place: string): Promise<void> {
    await this.#update('ADD places :place', place);
  }

  /** The row goes with the last one. */
  async remove(place: string): Promise<void> {
    await this.#update('DELETE places :place', place);
    if ((await this.list()).length === 0) {
      await this.#table.call('DeleteItem', {
        TableName: this.#table.name,
        Key: { pk: text(this.#pk) },
      });
    }
  }

  async #update(UpdateExpression: string, place: string): Promise<void> {
    await this.#table.call('UpdateItem', {
      TableName: this.#table.name,
      Key: { pk: text(this.#pk) },
      UpdateExpression,
      ExpressionAttributeValues: { ':place': { SS: [place] } },
    });
  }
}
