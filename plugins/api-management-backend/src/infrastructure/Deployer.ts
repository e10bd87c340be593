import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  isDeploymentOver,
  type DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import { activeKey } from '../accounts/accountRows';
import { findLinkedByHand } from '../accounts/findAccount';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { audited } from '../audit/audited';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import type { ApiManagementConfig } from '../config';
import {
  attemptText,
  delayAfter,
  isAnswer,
  isRefusal,
} from '../failures/repeating';
import { DueWork } from '../leases/DueWork';
import { LeaseLostError } from '../leases/LeaseLostError';
import { underLease } from '../leases/underLease';
import type { DeploymentQueue, Progress } from './DeploymentQueue';
import type { DeploymentStore, StoredDeployment } from './DeploymentStore';
import { openSecrets } from './secretParameters';
import type { StackStore } from './StackStore';
import { begin } from './steps/begin';
import { cancel } from './steps/cancel';
import { deleteKept } from './steps/deleteKept';
import { execute } from './steps/execute';
import { expire } from './steps/expire';
import { preview } from './steps/preview';
import type { Job, Step } from './steps/Step';
import { upload } from './steps/upload';

/** How long AWS may take for the answers that a step needs. */
const STEP_MS = 50_000;
const PLACES = 8;
const LOOK_EVERY_MS = 1_000;

const FIRST_DELAY_MS = 2_000;
/** About an hour of waiting. */
const MAX_ATTEMPTS = 20;

const steps: Record<DeploymentState, Step | undefined> = {
  queued: begin,
  uploading: upload,
  previewing: preview,
  'awaiting-confirmation': expire,
  executing: execute,
  'deleting-kept': deleteKept,
  cancelling: cancel,
  succeeded: undefined,
  failed: undefined,
  cancelled: undefined,
};

type Options = {
  config: Pick<ApiManagementConfig, 'leases'>;
  accountStore: AccountStore;
  deploymentQueue: DeploymentQueue;
  deploymentStore: Pick<DeploymentStore, 'findTemplateBody'>;
  stackStore: StackStore;
  drivers: GatewayDrivers;
  envelope: SecretEnvelope;
  auditor: AuditorService;
  logger: LoggerService;
};

/** Takes deployments on, step by step, until they wait for something or are over. */
export class Deployer {
  readonly #options: Options;
  readonly #work: DueWork<StoredDeployment>;

  constructor(options: Options) {
    this.#options = options;
    this.#work = new DueWork({
      places: PLACES,
      take: limit =>
        options.deploymentQueue.lease({ leaseMs: this.#leaseMs, limit }),
      perform: (deployment, signal) => this.#takeOn(deployment, signal),
      lookEveryMs: LOOK_EVERY_MS,
    });
  }

  get #leaseMs() {
    return this.#options.config.leases.deploymentMs;
  }

  /** Works on everything that is due; joins a round that is under way. */
  run(signal: AbortSignal): Promise<void> {
    return this.#work.run(signal);
  }

  /** Puts the work down; another replica, or the next start, takes it up at once. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #takeOn(leased: StoredDeployment, signal: AbortSignal): Promise<void> {
    let deployment = leased;
    try {
      for (;;) {
        if (signal.aborted) {
          await this.#options.deploymentQueue.release(deployment);
          return;
        }
        const progress = await this.#take(deployment, signal);
        if (!progress) {
          return;
        }
        deployment = await this.#record(deployment, progress);
        if (isDeploymentOver(deployment.state) || progress.delayMs) {
          return;
        }
      }
    } catch (error) {
      if (!(error instanceof LeaseLostError)) {
        this.#options.logger.error(
          `Deployment ${deployment.id} stopped for now: ${stringifyError(
            error,
          )}`,
        );
      }
    }
  }

  /** The next step. Undefined when it was put off. */
  async #take(
    deployment: StoredDeployment,
    signal: AbortSignal,
  ): Promise<Progress | undefined> {
    const lease = {
      lasts: this.#leaseMs,
      renew: () =>
        this.#options.deploymentQueue.renew(deployment, this.#leaseMs),
    };
    try {
      return await underLease(lease, signal, held =>
        this.#step(deployment, held),
      );
    } catch (error) {
      if (signal.aborted) {
        return {};
      }
      return this.#giveUpOrPostpone(deployment, error);
    }
  }

  async #step(deployment: StoredDeployment, signal: AbortSignal) {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(STEP_MS)]);
    const job = await this.#jobOf(deployment, inTime);
    return steps[deployment.state]!(job);
  }

  async #giveUpOrPostpone(
    deployment: StoredDeployment,
    error: unknown,
  ): Promise<Progress | undefined> {
    const message = attemptText(error);
    this.#options.logger.warn(
      `Deployment ${deployment.id} (${deployment.state}): ${stringifyError(
        error,
      )}`,
    );
    if (isFinal(error, deployment)) {
      return { state: 'failed', failure: { message } };
    }
    const delayMs = delayAfter(deployment.attempts, FIRST_DELAY_MS);
    await this.#options.deploymentQueue.postpone(deployment, {
      waitingFor: message,
      delayMs,
    });
    return undefined;
  }

  async #record(deployment: StoredDeployment, progress: Progress) {
    const record = () =>
      this.#options.deploymentQueue.record(deployment, progress, this.#leaseMs);
    const { state } = progress;
    return state && isDeploymentOver(state)
      ? audited(
          this.#options.auditor,
          {
            eventId: 'deployment-end',
            meta: { deploymentId: deployment.id, state },
          },
          record,
        )
      : record();
  }

  async #jobOf(
    deployment: StoredDeployment,
    signal: AbortSignal,
  ): Promise<Job> {
    const { accountStore, deploymentStore, drivers, stackStore, envelope } =
      this.#options;
    const { id, accountLinkId, region, stackName, stackId } = deployment;
    const account = await findLinkedByHand(accountStore, accountLinkId);
    const accountKey = activeKey(account.driver, account.accountId);
    const place = { accountLinkId, accountKey, region, stackName };
    return {
      deployment,
      driver: drivers.deploymentOf(account),
      target: {
        account,
        region,
        stackName,
        stackId: stackId ?? undefined,
        installation: await stackStore.installation(),
      },
      call: { signal },
      chosenTemplate: async () => ({
        template: deployment.template,
        templateBody: await deploymentStore.findTemplateBody(id),
      }),
      openSecrets: () => openSecrets(envelope, deployment),
      isAlone: () => stackStore.isAlone(place),
    };
  }
}

/** What AWS is doing already goes on without us, so that is followed until it is known how it ended. */
function isFinal(error: unknown, { state, attempts }: StoredDeployment) {
  if (isAnswer(error)) {
    return true;
  }
  if (state === 'executing' || state === 'cancelling') {
    return false;
  }
  return isRefusal(error) || attempts + 1 >= MAX_ATTEMPTS;
}
