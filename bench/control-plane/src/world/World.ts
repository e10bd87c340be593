import type {
  AccountSpec,
  ApiSpec,
  BaseCredentials,
  RegionFault,
  RoleSpec,
} from './specs';
import { Region } from './Region';
import { Sessions } from './Sessions';

type Account = {
  accountId: string;
  partition: string;
  roles: Map<string, RoleSpec>;
  enabledRegions: string[];
  disabledRegions: string[];
  regions: Map<string, Region>;
};

/** All accounts, and who may call. */
export class World {
  readonly sessions = new Sessions();
  readonly #accounts = new Map<string, Account>();
  /** How much the service's clock is ahead of this machine's, in milliseconds. */
  clockOffsetMs = 0;

  constructor(options: {
    accounts: AccountSpec[];
    baseCredentials: BaseCredentials;
  }) {
    this.sessions.addBase(options.baseCredentials);
    options.accounts.forEach(account => this.putAccount(account));
  }

  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  putAccount(spec: AccountSpec) {
    const partition = spec.partition ?? 'aws';
    this.#accounts.set(spec.accountId, {
      accountId: spec.accountId,
      partition,
      roles: new Map((spec.roles ?? []).map(role => [role.name, role])),
      enabledRegions: spec.regions,
      disabledRegions: spec.disabledRegions ?? [],
      regions: new Map(
        spec.regions.map(region => [
          region,
          new Region({
            accountId: spec.accountId,
            partition,
            region,
            apis: spec.apis?.[region] ?? [],
            domainNames: spec.domainNames?.[region] ?? [],
          }),
        ]),
      ),
    });
  }

  removeAccount(accountId: string) {
    this.#accounts.delete(accountId);
  }

  account(accountId: string): Account {
    const account = this.#accounts.get(accountId);
    if (!account) {
      throw new RangeError(`The simulator has no account ${accountId}`);
    }
    return account;
  }

  findAccount(accountId: string): Account | undefined {
    return this.#accounts.get(accountId);
  }

  accountIds(): string[] {
    return [...this.#accounts.keys()];
  }

  region(accountId: string, region: string): Region {
    const found = this.account(accountId).regions.get(region);
    if (!found) {
      throw new RangeError(`Account ${accountId} has no region ${region}`);
    }
    return found;
  }

  putRole(accountId: string, role: RoleSpec) {
    this.account(accountId).roles.set(role.name, role);
  }

  removeRole(accountId: string, name: string) {
    this.account(accountId).roles.delete(name);
  }

  putApi(accountId: string, region: string, api: ApiSpec) {
    this.region(accountId, region).putApi(api);
  }

  removeApi(accountId: string, region: string, apiId: string) {
    this.region(accountId, region).removeApi(apiId);
  }

  /** Deploys the API anew: new deployment, and the changes given. */
  changeApi(
    accountId: string,
    region: string,
    apiId: string,
    changes: Partial<ApiSpec> = {},
  ) {
    this.region(accountId, region).changeApi(apiId, changes, this.now());
  }

  setRegionFault(
    accountId: string,
    region: string,
    fault: RegionFault | undefined,
  ) {
    this.region(accountId, region).fault = fault;
  }
}
