import type { Knex } from 'knex';
import { DatabaseAccountStore } from '../accounts/DatabaseAccountStore';
import { DatabaseBatchStore } from '../accounts/DatabaseBatchStore';
import { DatabaseVerificationQueue } from '../accounts/DatabaseVerificationQueue';
import { newExternalId } from '../accounts/externalId';
import { DatabaseRegionStore } from '../discovery/DatabaseRegionStore';
import { roleArnOf } from './FakeLinking';

export function accountStores(knex: Knex) {
  const regionStore = new DatabaseRegionStore(knex);
  return {
    regionStore,
    accountStore: new DatabaseAccountStore(knex, regionStore),
    batchStore: new DatabaseBatchStore(knex),
    verificationQueue: new DatabaseVerificationQueue(knex),
  };
}

export function newLink(accountId: string) {
  return {
    id: `link-${accountId}`,
    driver: 'fake',
    accountId,
    partition: 'fake',
    alias: `Account ${accountId}`,
    externalId: newExternalId(),
  };
}

/** What a driver found when all was well. */
export function passed(accountId: string, regions = ['east', 'west']) {
  return {
    checks: [{ check: 'assume-role' as const, outcome: 'passed' as const }],
    regions,
    roleArn: roleArnOf(accountId),
    replaceRole: true,
  };
}

export function failed(accountId: string, message = 'It trusts nobody') {
  return {
    ...passed(accountId, []),
    checks: [
      { check: 'assume-role' as const, outcome: 'failed' as const, message },
    ],
  };
}
