import type { RevokedTokens } from '../ports';
import { getItem, type Table, text, timeToLive } from './table';

/** A row per revoked token, until the token has expired anyway. */
export class DynamoDbRevokedTokens implements RevokedTokens {
  constructor(private readonly table: Table) {}

  async revoke(tokenId: string, expiresAt: number): Promise<void> {
    await this.table.call('PutItem', {
      TableName: this.table.name,
      Item: {
        pk: text(`revoked#${tokenId}`),
        expires: timeToLive(expiresAt),
      },
    });
  }

  async has(tokenId: string): Promise<boolean> {
    return (await getItem(this.table, `revoked#${tokenId}`)) !== undefined;
  }
}
