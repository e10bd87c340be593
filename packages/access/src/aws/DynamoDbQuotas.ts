import type { QuotaUse, Quotas } from '../ports';
import { number, type Table, text, timeToLive, writeIf } from './table';

/** A row per application, plan and period; one conditional write decides about a call. */
export class DynamoDbQuotas implements Quotas {
  constructor(private readonly table: Table) {}

  take(use: QuotaUse): Promise<boolean> {
    const { applicationId, planId, limit, start, end } = use;
    const pk = ['quota', applicationId, planId, start, end].join('#');
    const update = this.table.call('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(pk) },
      UpdateExpression: 'SET #expires = :expires ADD #count :one',
      ConditionExpression: 'attribute_not_exists(#count) OR #count < :limit',
      ExpressionAttributeNames: { '#count': 'count', '#expires': 'expires' },
      ExpressionAttributeValues: {
        ':one': number(1),
        ':limit': number(limit),
        ':expires': timeToLive(end),
      },
    });
    return writeIf(update);
  }
}
