import { ConflictError, InputError } from '@backstage/errors';
import type { StoredAccount } from './AccountStore';

/**
 * The regions that an account shall be imported from: enabled ones, or such that it is imported from already.
 *
 * @throws InputError or ConflictError telling what would be right
 */
export function readRegions(
  account: Pick<
    StoredAccount,
    'alias' | 'state' | 'regions' | 'availableRegions'
  >,
  regions: string[],
): string[] {
  if (account.state === 'pending') {
    throw new ConflictError(
      `Account ${account.alias} has no regions to choose from yet; verify its trust role first`,
    );
  }
  const known = new Set([...account.availableRegions, ...account.regions]);
  const at = regions.findIndex(region => !known.has(region));
  if (at >= 0) {
    throw new InputError(
      `request/body/regions/${at} must be a region that is enabled in the account: ${account.availableRegions.join(
        ', ',
      )}; when ${regions[at]} was enabled just now, verify the account again`,
    );
  }
  return [...new Set(regions)];
}
