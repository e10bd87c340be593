import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { AccountStore } from '../accounts/AccountStore';
import { findLinkedByHand } from '../accounts/findAccount';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { StackStore, StoredStack } from './StackStore';

/** Compares stacks with their templates, which takes AWS some minutes. */
export class DriftDetector {
  readonly #accounts: AccountStore;
  readonly #stacks: StackStore;
  readonly #drivers: GatewayDrivers;
  readonly #logger: LoggerService;

  constructor(options: {
    accountStore: AccountStore;
    stackStore: StackStore;
    drivers: GatewayDrivers;
    logger: LoggerService;
  }) {
    this.#accounts = options.accountStore;
    this.#stacks = options.stackStore;
    this.#drivers = options.drivers;
    this.#logger = options.logger;
  }

  /** Takes every comparison that is wanted one step further. */
  async run(signal: AbortSignal): Promise<void> {
    for (const stack of await this.#stacks.listDetecting()) {
      await this.#compare(stack, signal).catch(async error => {
        this.#logger.warn(
          `Drift of stack ${stack.name} is not known: ${stringifyError(error)}`,
        );
        await this.#stacks.recordDrift(stack.id, {
          state: 'unknown',
          resources: [],
        });
      });
    }
  }

  async #compare(stack: StoredStack, signal: AbortSignal): Promise<void> {
    const { id, accountLinkId, region, name, stackId } = stack;
    const account = await findLinkedByHand(this.#accounts, accountLinkId);
    const driver = this.#drivers.deploymentOf(account);
    const installation = await this.#stacks.installation();
    const target = { account, region, stackName: name, stackId, installation };
    if (stack.driftDetection === null) {
      const detection = await driver.detectDrift(target, { signal });
      await this.#stacks.recordDrift(id, { detection });
      return;
    }
    const drift = await driver.readDrift(target, stack.driftDetection, {
      signal,
    });
    if (drift.state !== 'detecting') {
      await this.#stacks.recordDrift(id, drift);
    }
  }
}
