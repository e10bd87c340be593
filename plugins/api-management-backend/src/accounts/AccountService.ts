import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  accountManagePermission,
  accountReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  AccountLink,
  AccountLinkInput,
  AccountLinkPage,
  AccountLinkUpdate,
  GatewayDriverList,
} from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import type { RegionStore } from '../discovery/RegionStore';
import type {
  AccountFilter,
  AccountStore,
  StoredAccount,
} from './AccountStore';
import { toAccountLink, toDriverInfo } from './accountView';
import { newExternalId } from './externalId';
import { findAccount, findLinkedByHand } from './findAccount';
import type { GatewayDrivers } from './GatewayDrivers';
import { manageAccounts } from './manageAccounts';
import { readAlias } from './readAlias';
import { readRegions } from './readRegions';
import { validateAccount } from './validateAccount';

export type AccountQuery = PageRequest & AccountFilter;

/** Which accounts are linked, what they are called and from which regions they are imported. */
export class AccountService {
  readonly #store: AccountStore;
  readonly #regions: RegionStore;
  readonly #drivers: GatewayDrivers;
  readonly #services: { access: AccessControl; auditor: AuditorService };

  constructor(options: {
    accountStore: AccountStore;
    regionStore: RegionStore;
    drivers: GatewayDrivers;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#store = options.accountStore;
    this.#regions = options.regionStore;
    this.#drivers = options.drivers;
    this.#services = options;
  }

  /** Links the accounts that drivers run themselves, such as the embedded gateway. */
  async linkBuiltInAccounts(): Promise<void> {
    for (const driver of this.#drivers.all()) {
      for (const account of driver.builtInAccounts()) {
        await this.#store.ensureLinked(account);
      }
    }
  }

  async listDrivers(caller: Caller): Promise<GatewayDriverList> {
    await this.#services.access.require(caller, accountReadPermission);
    return { items: this.#drivers.all().map(toDriverInfo) };
  }

  async list(caller: Caller, query: AccountQuery): Promise<AccountLinkPage> {
    await this.#services.access.require(caller, accountReadPermission);
    const { items, totalItems } = await this.#store.list(query, query);
    return { items: items.map(toAccountLink), totalItems };
  }

  async get(caller: Caller, id: string): Promise<AccountLink> {
    await this.#services.access.require(caller, accountReadPermission);
    return toAccountLink(await findAccount(this.#store, id));
  }

  async create(caller: Caller, input: AccountLinkInput): Promise<AccountLink> {
    const id = randomUUID();
    const { driver, accountId, partition } = input;
    await manageAccounts(
      this.#services,
      {
        eventId: 'account-link-create',
        caller,
        meta: { accountLinkId: id, driver, accountId, partition },
      },
      async () => {
        const linking = this.#drivers.linkingFor(input);
        const externalId = newExternalId();
        await validateAccount(linking, { accountId, partition, externalId });
        await this.#store.insert({
          ...input,
          alias: readAlias(input.alias),
          id,
          externalId,
        });
      },
    );
    return toAccountLink(await findAccount(this.#store, id));
  }

  async update(
    caller: Caller,
    id: string,
    version: number,
    { alias, regions }: AccountLinkUpdate,
  ): Promise<AccountLink> {
    const meta = {
      accountLinkId: id,
      version,
      ...(alias !== undefined && { alias }),
      ...(regions && { regions }),
    };
    await manageAccounts(
      this.#services,
      { eventId: 'account-link-update', caller, meta },
      async () => {
        const account = await findLinkedByHand(this.#store, id);
        await this.#store.update(id, version, {
          alias: alias === undefined ? undefined : readAlias(alias),
          regions: regions && readRegions(account, regions),
        });
      },
    );
    return toAccountLink(await findAccount(this.#store, id));
  }

  /** Queues an import and does not wait for it. */
  async sync(
    caller: Caller,
    id: string,
    region?: string,
  ): Promise<AccountLink> {
    await audited(
      this.#services.auditor,
      {
        eventId: 'account-sync',
        caller,
        meta: { accountLinkId: id, ...(region && { region }) },
      },
      async () => {
        await this.#services.access.require(caller, accountManagePermission);
        requireImportable(await findAccount(this.#store, id), region);
        await this.#regions.requestImport(id, region);
      },
    );
    return toAccountLink(await findAccount(this.#store, id));
  }
}

/** @throws ConflictError telling what must be done first, or NotFoundError */
function requireImportable(account: StoredAccount, region?: string) {
  if (account.state === 'pending' || account.state === 'unlinked') {
    throw new ConflictError(
      `Account ${account.alias} is ${account.state}; only accounts with a verified role are imported`,
    );
  }
  if (region && !account.regions.includes(region)) {
    throw new NotFoundError(
      `Account ${account.alias} is not imported from ${region}`,
    );
  }
}
