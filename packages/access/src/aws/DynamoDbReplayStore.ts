import type { Clock, ReplayStore } from '../ports';
import { number, type Table, text, timeToLive, writeIf } from './table';

/** One conditional PutItem decides; rows that DynamoDB has not yet deleted count as gone once they have expired. */
export class DynamoDbReplayStore implements ReplayStore {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock = Date.now,
  ) {}

  insertOnce(key: string, expiresAt: number): Promise<boolean> {
    const put = this.table.call('PutItem', {
      TableName: this.table.name,
      Item: {
        pk: text(`once#${key}`),
        until: number(expiresAt),
        expires: timeToLive(expiresAt),
      },
      ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':now': number(this.clock()) },
    });
    return writeIf(put);
  }
}
