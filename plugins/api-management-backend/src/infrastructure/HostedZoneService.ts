import {
  infrastructureDeployPermission,
  type HostedZonePage,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import { findLinkedByHand } from '../accounts/findAccount';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { rangeOf, type PageRequest } from '../database/page';
import type { StackStore } from './StackStore';

export type HostedZoneQuery = PageRequest & {
  accountLinkId: string;
  search?: string;
};

/** The person waits for it. */
const ASK_MS = 10_000;

const wordOf = ({ search = '' }: HostedZoneQuery) =>
  search.trim().toLowerCase();

/** Zones of DNS in linked accounts, for whoever deploys there. */
export class HostedZoneService {
  readonly #accounts: AccountStore;
  readonly #stacks: StackStore;
  readonly #drivers: GatewayDrivers;
  readonly #access: AccessControl;

  constructor(options: {
    accountStore: AccountStore;
    stackStore: StackStore;
    drivers: GatewayDrivers;
    access: AccessControl;
  }) {
    this.#accounts = options.accountStore;
    this.#stacks = options.stackStore;
    this.#drivers = options.drivers;
    this.#access = options.access;
  }

  async list(caller: Caller, query: HostedZoneQuery): Promise<HostedZonePage> {
    await this.#access.require(caller, infrastructureDeployPermission);
    const { offset, limit } = rangeOf(query);
    const found = (await this.#read(query.accountLinkId)).filter(
      ({ id, name }) => `${name} ${id}`.toLowerCase().includes(wordOf(query)),
    );
    return {
      items: found.slice(offset, offset + limit),
      totalItems: found.length,
    };
  }

  async #read(accountLinkId: string) {
    const account = await findLinkedByHand(this.#accounts, accountLinkId);
    const [region = ''] = account.availableRegions;
    return this.#drivers.deploymentOf(account).listHostedZones(
      {
        account,
        region,
        stackName: '',
        installation: await this.#stacks.installation(),
      },
      { signal: AbortSignal.timeout(ASK_MS) },
    );
  }
}
