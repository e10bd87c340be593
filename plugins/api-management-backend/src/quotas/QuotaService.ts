import {
  accountReadPermission,
  type AccountQuotaList,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import { findAccount } from '../accounts/findAccount';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import type { ResourceCountStore } from './ResourceCountStore';

/** How full what gateways limit is. */
export class QuotaService {
  readonly #accounts: AccountStore;
  readonly #counts: ResourceCountStore;
  readonly #access: AccessControl;

  constructor(options: {
    accountStore: AccountStore;
    resourceCountStore: ResourceCountStore;
    access: AccessControl;
  }) {
    this.#accounts = options.accountStore;
    this.#counts = options.resourceCountStore;
    this.#access = options.access;
  }

  async list(caller: Caller, accountLinkId: string): Promise<AccountQuotaList> {
    await this.#access.require(caller, accountReadPermission);
    const account = await findAccount(this.#accounts, accountLinkId);
    const counts = await this.#counts.list(account.id);
    return {
      items: counts.map(({ region, resource, used, quota, countedAt }) => ({
        region,
        resource,
        used,
        quota,
        countedAt: isoTime(countedAt),
      })),
    };
  }
}
