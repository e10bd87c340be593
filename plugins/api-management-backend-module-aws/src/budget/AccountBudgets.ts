import type {
  LinkedAccount,
  RequestBudget,
} from '@oaf/backstage-plugin-api-management-node';
import { AccountBudget } from './AccountBudget';
import type { Permit, PermitRequest } from './Budget';
import { systemClock, type Clock } from './Clock';
import type { Limits } from './TokenBucket';

export type BudgetConfig = Limits & {
  /** By account id. */
  accounts: Record<string, Limits>;
};

type Account = Pick<LinkedAccount, 'accountId'>;

/** The budgets of all accounts. They outlive an account's link: the gateway's quota does too. */
export class AccountBudgets {
  readonly #config: BudgetConfig;
  readonly #clock: Clock;
  readonly #accounts = new Map<string, AccountBudget>();

  constructor(config: BudgetConfig, clock: Clock = systemClock) {
    this.#config = config;
    this.#clock = clock;
  }

  acquire(
    account: Account,
    region: string,
    request: PermitRequest,
  ): Promise<Permit> {
    return this.#of(account).acquire(region, request);
  }

  read(account: Account, region: string): RequestBudget | undefined {
    return this.#accounts.get(account.accountId)?.read(region);
  }

  #of({ accountId }: Account): AccountBudget {
    const { rate, burst, accounts } = this.#config;
    const budget =
      this.#accounts.get(accountId) ??
      new AccountBudget(accounts[accountId] ?? { rate, burst }, this.#clock);
    this.#accounts.set(accountId, budget);
    return budget;
  }
}
