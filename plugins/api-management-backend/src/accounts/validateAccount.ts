import type { AccountLinking } from '@oaf/backstage-plugin-api-management-node';
import { unavailable } from './timeLimited';

/**
 * Lets the driver say whether this can be an account of the partition.
 *
 * @throws InputError telling what would be right
 */
export async function validateAccount(
  linking: AccountLinking,
  account: { accountId: string; partition: string; externalId: string },
): Promise<void> {
  try {
    await linking.trustSetup({
      ...account,
      permissionSets: ['import'],
      events: false,
      forStackSet: false,
    });
  } catch (error) {
    throw unavailable(error);
  }
}
