import { getItem, readText, type Table, text } from '@oaf/access/aws';
import type { ApiInPlace } from '@oaf/backstage-plugin-api-management-node';
import type { InPlaceRecord } from './InPlaceRecord';

/** A stage that a product has in place, in the gateway's table: without what only the account's link knows. */
export type PlacedStage = Pick<ApiInPlace, 'region' | 'apiId' | 'stage'> & {
  accountLinkId: string;
};

type Api = Omit<ApiInPlace, 'stage'>;

const rowOfApi = ({ account, region, apiId }: Api) =>
  `objects#in-place#${account.accountId}/${region}/${apiId}`;

const rowOfProduct = (productId: string) => `objects#in-place-of#${productId}`;

/**
 * What is offered in place, in rows of the gateway's table. One thing is done at a time at a gateway, so that what was read
 * is still so when it is written.
 */
export class InPlaceRecords {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(api: Api): Promise<InPlaceRecord | undefined> {
    return this.#read<InPlaceRecord>(rowOfApi(api));
  }

  /** Undefined: there is nothing to remember any more. */
  async write(api: Api, record: InPlaceRecord | undefined): Promise<void> {
    await this.#write(rowOfApi(api), record);
  }

  /** Which stages a product has in place, or was about to. */
  async listOf(productId: string): Promise<PlacedStage[]> {
    return (await this.#read<PlacedStage[]>(rowOfProduct(productId))) ?? [];
  }

  async writeListOf(productId: string, stages: PlacedStage[]): Promise<void> {
    const row = rowOfProduct(productId);
    await this.#write(row, stages.length > 0 ? stages : undefined);
  }

  async #read<Value>(pk: string): Promise<Value | undefined> {
    const row = await getItem(this.#table, pk);
    const json = row && readText(row, 'json');
    return json ? JSON.parse(json) : undefined;
  }

  async #write(pk: string, value: object | undefined): Promise<void> {
    const { name, call } = this.#table;
    await (value === undefined
      ? call('DeleteItem', { TableName: name, Key: { pk: text(pk) } })
      : call('PutItem', {
          TableName: name,
          Item: { pk: text(pk), json: text(JSON.stringify(value)) },
        }));
  }
}

export const isSameStage = (one: PlacedStage, other: PlacedStage) =>
  one.accountLinkId === other.accountLinkId &&
  one.region === other.region &&
  one.apiId === other.apiId &&
  one.stage === other.stage;
