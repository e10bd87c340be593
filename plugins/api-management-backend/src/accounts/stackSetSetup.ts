import type {
  AccountLinking,
  PermissionSet,
  TrustSetup,
} from '@oaf/backstage-plugin-api-management-node';
import type { StoredBatch } from './BatchStore';

/** Stands for the account in the role ARN of a stack set. */
const ACCOUNT_PLACEHOLDER = '<account id>';

/** How one stack set makes the trust roles of a batch. */
export async function stackSetSetup(
  linking: AccountLinking,
  request: {
    batch: Pick<StoredBatch, 'externalId' | 'partition'>;
    permissionSets?: PermissionSet[];
    events?: boolean;
  },
): Promise<TrustSetup & { roleArnOf(accountId: string): string }> {
  const { batch, permissionSets = ['import'], events } = request;
  const setup = await linking.trustSetup({
    accountId: ACCOUNT_PLACEHOLDER,
    partition: batch.partition,
    externalId: batch.externalId,
    permissionSets,
    events: events ?? false,
    forStackSet: true,
  });
  return {
    ...setup,
    roleArnOf: id => setup.roleArn.replaceAll(ACCOUNT_PLACEHOLDER, id),
  };
}
