import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import { failureText } from '../failures/tellableError';
import type { AccountStore, StoredAccount } from './AccountStore';
import type { AccountVerifier, VerificationRequest } from './AccountVerifier';
import type { BatchStore } from './BatchStore';
import type { GatewayDrivers } from './GatewayDrivers';
import { stackSetSetup } from './stackSetSetup';
import type { VerificationQueue } from './VerificationQueue';
import { verificationMeta } from './verificationMeta';

const CONCURRENCY = 4;

/** Longer than any verification may take, so that two replicas never verify one link. */
const LEASE_MS = 60_000;

/** Makes the verifications nobody waits for: those of batches, and the regular ones of roles in use. */
export class QueuedVerifications {
  readonly #accounts: AccountStore;
  readonly #batches: BatchStore;
  readonly #queue: VerificationQueue;
  readonly #verifier: AccountVerifier;
  readonly #drivers: GatewayDrivers;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #holder = randomUUID();
  /** Roles by batch, while a round lasts. */
  #roles = new Map<string, Promise<(accountId: string) => string>>();
  #running: Promise<void> | undefined;

  constructor(options: {
    accountStore: AccountStore;
    batchStore: BatchStore;
    verificationQueue: VerificationQueue;
    verifier: AccountVerifier;
    drivers: GatewayDrivers;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#accounts = options.accountStore;
    this.#batches = options.batchStore;
    this.#queue = options.verificationQueue;
    this.#verifier = options.verifier;
    this.#drivers = options.drivers;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
  }

  /** Works on everything that is due, a few at a time; joins a round that is under way. */
  run(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#round(signal).finally(() => {
      this.#running = undefined;
      this.#roles = new Map();
    });
    return this.#running;
  }

  async #round(signal: AbortSignal): Promise<void> {
    await Promise.all(
      Array.from({ length: CONCURRENCY }, () => this.#work(signal)),
    );
  }

  async #work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const id = await this.#queue.lease({
        holder: this.#holder,
        leaseMs: LEASE_MS,
      });
      if (!id) {
        return;
      }
      await this.#attempt(id, signal);
      await (signal.aborted
        ? this.#queue.release(this.#holder, id)
        : this.#queue.complete(this.#holder, id));
    }
  }

  async #attempt(id: string, signal: AbortSignal): Promise<void> {
    const account = await this.#accounts.find(id);
    if (!account || account.state === 'unlinked') {
      return;
    }
    try {
      await this.#verify(account, signal);
    } catch (error) {
      this.#logger.warn(
        `Verification of account ${account.alias} failed: ${stringifyError(
          error,
        )}`,
      );
      if (account.state === 'pending' && !signal.aborted) {
        await this.#recordFailure(account, error);
      }
    }
  }

  async #verify(account: StoredAccount, signal: AbortSignal) {
    const request = await this.#requestFor(account);
    const { roleArn } = request;
    await audited(
      this.#auditor,
      {
        eventId: 'account-link-verify',
        meta: { accountLinkId: account.id, roleArn },
        resultMeta: verificationMeta,
      },
      () => this.#verifier.verify(account, { ...request, signal }),
    );
  }

  /** A pending link of a batch is verified with the role of its stack set, any other with the role in use. */
  async #requestFor(account: StoredAccount): Promise<VerificationRequest> {
    const roleArn = account.trust?.roleArn;
    if (roleArn) {
      return { roleArn, replaceRole: false };
    }
    const roleArnOf = await this.#rolesOf(account);
    return {
      roleArn: roleArnOf(account.accountId),
      replaceRole: false,
      askedRegions: account.requestedRegions,
    };
  }

  /** A stack set's template is the same for its thousand accounts, and takes time to make. */
  #rolesOf(account: StoredAccount): Promise<(accountId: string) => string> {
    const batchId = account.batchId ?? '';
    const known = this.#roles.get(batchId) ?? this.#readRoles(account);
    this.#roles.set(batchId, known);
    return known;
  }

  async #readRoles(account: StoredAccount) {
    const batch =
      account.batchId && (await this.#batches.find(account.batchId));
    if (!batch) {
      throw new Error('Its role is not known; verify it by hand');
    }
    const linking = this.#drivers.linkingOf(account);
    return (await stackSetSetup(linking, { batch })).roleArnOf;
  }

  /** A batch must come to an end also when the checks could not be made; what stood in the way is shown in their place. */
  async #recordFailure(account: StoredAccount, error: unknown) {
    const checks: LinkVerification['checks'] = [
      {
        check: 'assume-role',
        outcome: 'failed',
        message: `The role could not be checked: ${failureText(error)}`,
      },
      { check: 'external-id-required', outcome: 'skipped' },
      { check: 'account', outcome: 'skipped' },
      { check: 'regions', outcome: 'skipped' },
    ];
    await this.#accounts.recordVerification(account.id, {
      checks,
      regions: [],
      roleArn: '',
      replaceRole: false,
    });
  }
}
