import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotImplementedError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import type { GatewayDrift } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { ApiManagementConfig } from '../config';
import type { CredentialStore } from '../credentials/CredentialStore';
import { attemptText, isAnswer, isRefusal } from '../failures/repeating';
import { LeaseLostError } from '../leases/LeaseLostError';
import { underLease } from '../leases/underLease';
import type { GrantTargetStore } from '../provisioning/GrantTargetStore';
import type { DeployedGateway, Gateways } from '../publications/Gateways';
import type { PublicationStore } from '../publications/PublicationStore';
import type { ResourceCountStore } from '../quotas/ResourceCountStore';
import type { ComparisonQueue, DueComparison } from './ComparisonQueue';
import type { DesiredStates } from './DesiredStates';
import type { FindingStore, StoredFinding } from './FindingStore';
import {
  isAtRest,
  isSettled,
  judgeOf,
  ownersOf,
  readStanding,
  type Standing,
} from './Standing';

/** Ten thousand keys within half of the quota. */
const COMPARISON_MS = 60 * 60_000;

/** What may pass by itself is tried again after so long. */
const RETRY_MS = 5 * 60_000;

type Options = {
  config: Pick<ApiManagementConfig, 'leases'>;
  comparisonQueue: ComparisonQueue;
  findingStore: FindingStore;
  grantTargetStore: GrantTargetStore;
  publicationStore: PublicationStore;
  credentialStore: CredentialStore;
  resourceCountStore: ResourceCountStore;
  drivers: GatewayDrivers;
  gateways: Gateways;
  desired: DesiredStates;
  logger: LoggerService;
};

/** Compares gateways with what should be there, one after the other. */
export class Comparer {
  readonly #options: Options;
  readonly #leaseMs: number;

  constructor(options: Options) {
    this.#options = options;
    this.#leaseMs = options.config.leases.deploymentMs;
  }

  /** Compares all that are due. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#requestRepaired();
    while (!signal.aborted) {
      const due = await this.#options.comparisonQueue.lease(this.#leaseMs);
      if (!due) {
        return;
      }
      await this.#work(due, signal);
    }
  }

  async #work(due: DueComparison, signal: AbortSignal): Promise<void> {
    const queue = this.#options.comparisonQueue;
    const lease = {
      lasts: this.#leaseMs,
      renew: () => queue.renew(due, this.#leaseMs),
    };
    try {
      await underLease(lease, signal, held =>
        this.#compare(
          due,
          AbortSignal.any([held, AbortSignal.timeout(COMPARISON_MS)]),
        ),
      );
    } catch (error) {
      await this.#giveUp(due, error, signal);
    }
  }

  async #compare(due: DueComparison, signal: AbortSignal): Promise<void> {
    const { gatewayId } = due;
    const options = this.#options;
    const at = await options.gateways.find(gatewayId);
    const before = await readStanding(gatewayId, options);
    const { expected, ...desired } = await options.desired.at(
      gatewayId,
      before,
    );
    const mark = await options.resourceCountStore.mark();
    const { findings, counts } = await this.#driftOf(at).compare(
      at.gateway,
      desired,
      { signal },
    );
    const owners = await ownersOf(findings, options.credentialStore);
    // Whatever its stack became meanwhile is compared another time.
    await options.gateways.find(gatewayId);
    await options.comparisonQueue.succeed(due, async trx => {
      await options.findingStore.record(
        gatewayId,
        findings,
        async () => {
          const after = await readStanding(gatewayId, options, trx);
          return judgeOf(expected, { before, after }, owners);
        },
        trx,
      );
      await options.resourceCountStore.record(counts, mark, trx);
    });
  }

  #driftOf({ account }: DeployedGateway): GatewayDrift {
    const { drift, title } = this.#options.drivers.of(account);
    if (!drift) {
      throw new NotImplementedError(
        `The driver of ${title} cannot compare its gateways`,
      );
    }
    return drift;
  }

  async #giveUp(due: DueComparison, error: unknown, signal: AbortSignal) {
    const queue = this.#options.comparisonQueue;
    if (error instanceof LeaseLostError) {
      return;
    }
    if (signal.aborted) {
      await queue.release(due);
      return;
    }
    this.#options.logger.warn(
      `The gateway ${due.gatewayId} was not compared: ${stringifyError(error)}`,
    );
    const passes =
      error instanceof ServiceUnavailableError ||
      !(isAnswer(error) || isRefusal(error));
    await queue.fail(due, attemptText(error), passes ? RETRY_MS : undefined);
  }

  /** What was put right by now is looked at once more, so that it is known to be. */
  async #requestRepaired(): Promise<void> {
    const repairing = await this.#options.findingStore.listRepairing();
    for (const gatewayId of new Set(repairing.map(one => one.gatewayId))) {
      const standing = await readStanding(gatewayId, this.#options);
      const own = repairing.filter(one => one.gatewayId === gatewayId);
      const [last] = await this.#options.comparisonQueue.list([gatewayId]);
      // What waits comes anyway, and what failed waits for its time, or for somebody.
      const isQuiet = !last || (last.dueAt === null && last.failure === null);
      if (isQuiet && own.some(finding => isRepaired(finding, standing))) {
        await this.#options.comparisonQueue.request(gatewayId);
      }
    }
  }
}

function isRepaired(
  { kind, subscriptionId, productId }: StoredFinding,
  { subscriptions, publications }: Standing,
): boolean {
  const all = [...subscriptions.values()];
  switch (kind) {
    case 'usage-plan':
      return all
        .filter(one => one.productId === productId)
        .every(one => isSettled(one) || one.attempts > 0);
    case 'grant':
    case 'api-key':
    case 'usage-plan-key':
      return all
        .filter(one => one.subscriptionId === subscriptionId)
        .every(isSettled);
    default:
      return [...publications.values()].every(isAtRest);
  }
}
