import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from './AccountStore';
import type { GatewayDrivers } from './GatewayDrivers';
import { hasPassed } from './hasPassed';
import { regionsToTake, requireRegions } from './regionsToTake';
import { timeLimited } from './timeLimited';

const TIME_LIMIT_MS = 30_000;

export type VerificationRequest = {
  roleArn: string;
  /** The role may take the place of another that is in use. */
  replaceRole: boolean;
  /** Begins to import these regions when all checks pass; null means all that are enabled. */
  askedRegions?: string[] | null;
  signal?: AbortSignal;
};

/** Checks trust roles with their driver and keeps what it found. */
export class AccountVerifier {
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #timeLimitMs: number;

  constructor(options: {
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    timeLimitMs?: number;
  }) {
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS;
  }

  /** @throws ServiceUnavailableError when the checks could not be made; then nothing is kept */
  async verify(
    account: StoredAccount,
    request: VerificationRequest,
  ): Promise<LinkVerification> {
    const { roleArn, replaceRole, askedRegions, signal } = request;
    const linking = this.#drivers.linkingOf(account);
    const trust = account.trust && { ...account.trust, roleArn };
    const found = await timeLimited(
      `The verification of account ${account.alias}`,
      { milliseconds: this.#timeLimitMs, signal },
      inTime => linking.verify({ ...account, trust }, { signal: inTime }),
    );
    const verification =
      askedRegions === undefined ? found : requireRegions(found, askedRegions);
    const passed = hasPassed(verification);
    await this.#accounts.recordVerification(account.id, {
      ...verification,
      roleArn,
      replaceRole,
      takeRegions:
        passed && askedRegions !== undefined
          ? regionsToTake(verification, askedRegions)
          : undefined,
    });
    const roleBefore = account.trust?.roleArn;
    if (passed && roleBefore && roleBefore !== roleArn) {
      linking.forget(account);
    }
    return verification;
  }
}
