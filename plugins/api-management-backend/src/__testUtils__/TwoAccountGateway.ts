import type { Grant } from '@oaf/contract';
import type {
  AccessGateway,
  GrantActivity,
  GrantGap,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import { FakeGateway } from './FakeGateway';

export const accountNames = ['north', 'south'] as const;
export type AccountName = (typeof accountNames)[number];

/** One kind of gateway in two accounts, each with an API of the same identifier and an issuer of its own. */
export class TwoAccountGateway extends FakeGateway {
  /** What each account holds, by subscription. */
  readonly held: Record<AccountName, Map<string, Grant>> = {
    north: new Map(),
    south: new Map(),
  };
  readonly observed: Partial<Record<AccountName, GrantActivity>> = {};
  /** This account refuses everything. */
  down: AccountName | undefined;

  builtInAccounts() {
    return accountNames.map(name => ({
      id: name,
      driver: this.type,
      accountId: name,
      partition: 'local',
      alias: `Gateway ${name}`,
      regions: [`${name}-1`],
    }));
  }

  async *discover(account: LinkedAccount, region: string) {
    for await (const api of super.discover(account, region)) {
      yield { ...api, invokeUrl: `http://${account.id}/accounts` };
    }
  }

  async applyGrant(
    { account }: AccessGateway,
    grant: Grant,
  ): Promise<GrantGap[] | void> {
    this.#heldBy(account).set(grant.subscriptionId, grant);
  }

  async removeGrant(
    { account }: AccessGateway,
    { subscriptionId }: Pick<Grant, 'subscriptionId'>,
  ) {
    this.#heldBy(account).delete(subscriptionId);
  }

  async readGrantActivity({ account }: AccessGateway) {
    this.#heldBy(account);
    return this.observed[account.id as AccountName];
  }

  accessEndpoints({ account: { id } }: AccessGateway) {
    const issuer = `http://${id}/oauth`;
    return {
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
    };
  }

  #heldBy({ id }: LinkedAccount) {
    if (id === this.down) {
      throw new Error(`${id} is down`);
    }
    return this.held[id as AccountName];
  }
}
