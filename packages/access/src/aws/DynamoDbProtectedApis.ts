import { getItem, readText, type Table, text } from './table';

const rowOf = (stageArn: string) => `api#${stageArn}`;

/**
 * Addresses of the APIs that are offered in place, and that the authorizer judges beside the front door's: a row for each,
 * by the ARN of its stage, `arn:…:execute-api:<region>:<account>:<API id>/<stage>`.
 */
export class DynamoDbProtectedApis {
  constructor(private readonly table: Table) {}

  /** @returns its invoke URL, without a trailing slash: the audience of its tokens */
  async find(stageArn: string): Promise<string | undefined> {
    const row = await getItem(this.table, rowOf(stageArn));
    return (row && readText(row, 'resource')) ?? undefined;
  }

  async put(stageArn: string, resource: string): Promise<void> {
    await this.table.call('PutItem', {
      TableName: this.table.name,
      Item: { pk: text(rowOf(stageArn)), resource: text(resource) },
    });
  }

  async remove(stageArn: string): Promise<void> {
    await this.table.call('DeleteItem', {
      TableName: this.table.name,
      Key: { pk: text(rowOf(stageArn)) },
    });
  }
}
