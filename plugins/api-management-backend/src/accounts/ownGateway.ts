import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import type { StoredAccount } from './AccountStore';

/** The gateway that the account's driver itself runs there. */
export function ownGateway(account: StoredAccount): AccessGateway {
  const [region] = account.regions;
  return {
    id: '',
    account,
    region,
    installation: '',
    outputs: {},
    parameters: {},
    // What a driver itself runs offers nothing elsewhere.
    findAccount: async () => undefined,
  };
}
