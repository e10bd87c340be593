import type { AuditorService } from '@backstage/backend-plugin-api';
import { accountManagePermission } from '@oaf/backstage-plugin-api-management-common';
import type {
  AccountVerification,
  PermissionSet,
  TrustSetup,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { AccountStore } from './AccountStore';
import type { AccountVerifier } from './AccountVerifier';
import { toAccountLink } from './accountView';
import { findAccount, findLinkedByHand } from './findAccount';
import type { GatewayDrivers } from './GatewayDrivers';
import { manageAccounts } from './manageAccounts';
import { unavailable } from './timeLimited';
import { verificationMeta } from './verificationMeta';

export type TrustSetupQuery = {
  permissionSets?: PermissionSet[];
  events?: boolean;
};

/** How an account's owner makes the trust role, and whether it is well made. */
export class VerificationService {
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #verifier: AccountVerifier;
  readonly #services: { access: AccessControl; auditor: AuditorService };

  constructor(options: {
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    verifier: AccountVerifier;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#verifier = options.verifier;
    this.#services = options;
  }

  async trustSetup(
    caller: Caller,
    id: string,
    { permissionSets = ['import'], events = false }: TrustSetupQuery,
  ): Promise<TrustSetup> {
    await this.#services.access.require(caller, accountManagePermission);
    const account = await findLinkedByHand(this.#accounts, id);
    const { externalId } = account.trust;
    try {
      const setup = await this.#drivers.linkingOf(account).trustSetup({
        accountId: account.accountId,
        partition: account.partition,
        externalId,
        permissionSets,
        events,
        forStackSet: false,
      });
      return { ...setup, externalId };
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** A role that fails is not used; the answer tells what is wrong with it. */
  async verify(
    caller: Caller,
    id: string,
    claimedRoleArn: string,
  ): Promise<AccountVerification> {
    const roleArn = claimedRoleArn.trim();
    const { checks, regions } = await manageAccounts(
      this.#services,
      {
        eventId: 'account-link-verify',
        caller,
        meta: { accountLinkId: id, roleArn },
        resultMeta: verificationMeta,
      },
      async () => {
        const account = await findLinkedByHand(this.#accounts, id);
        this.#drivers.linkingOf(account).validateRole(account, roleArn);
        return this.#verifier.verify(account, { roleArn, replaceRole: true });
      },
    );
    return {
      checks,
      availableRegions: regions,
      accountLink: toAccountLink(await findAccount(this.#accounts, id)),
    };
  }
}
