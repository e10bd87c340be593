import { ConflictError, NotFoundError } from '@backstage/errors';
import type { TrustRole } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from './AccountStore';

export type LinkedByHand = StoredAccount & { trust: TrustRole };

/** @throws NotFoundError */
export async function findAccount(
  accounts: AccountStore,
  id: string,
): Promise<StoredAccount> {
  const account = await accounts.find(id);
  if (!account) {
    throw new NotFoundError(`There is no account link ${id}`);
  }
  return account;
}

/**
 * An account that people linked and may go on with.
 *
 * @throws NotFoundError, or ConflictError telling why it is not theirs to change
 */
export async function findLinkedByHand(
  accounts: AccountStore,
  id: string,
): Promise<LinkedByHand> {
  const account = await findAccount(accounts, id);
  if (!account.trust) {
    throw new ConflictError(
      `Account ${account.alias} is run by its gateway driver: it is neither linked, changed nor unlinked by hand`,
    );
  }
  if (account.state === 'unlinked') {
    throw new ConflictError(
      `Account ${account.alias} is unlinked; link it anew to go on with it`,
    );
  }
  return { ...account, trust: account.trust };
}
