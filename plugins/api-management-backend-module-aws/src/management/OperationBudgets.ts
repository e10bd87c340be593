import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteApiKeyCommand,
  DeleteResourceCommand,
  GetResourcesCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import { Budget, type PermitRequest } from '../budget/Budget';
import { systemClock, type Clock } from '../budget/Clock';

/**
 * Requests per second that an account has for these operations; for all others there is the quota of all together.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export const operationRates = new Map<unknown, number>([
  [CreateApiKeyCommand, 5],
  [DeleteApiKeyCommand, 5],
  [CreateResourceCommand, 5],
  [DeleteResourceCommand, 5],
  [GetResourcesCommand, 2.5],
  [CreateDeploymentCommand, 0.2],
  [UpdateUsagePlanCommand, 0.05],
  [CreateKeyCommand, 5],
]);

type Place = { account: LinkedAccount; region: string } & PermitRequest;

/** Paces the operations that have a quota of their own. */
export class OperationBudgets {
  readonly #clock: Clock;
  readonly #budgets = new Map<string, Budget>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Waits until there is leave. @throws the signal's reason when it is aborted before */
  async pace(command: object, { account, region, ...turn }: Place) {
    const rate = operationRates.get(command.constructor);
    if (rate !== undefined) {
      const key = `${account.accountId} ${region} ${command.constructor.name}`;
      const budget = this.#of(key, rate);
      (await budget.acquire(turn)).settle();
    }
  }

  #of(key: string, rate: number): Budget {
    // One at once: how large AWS's buckets are is not told.
    const budget =
      this.#budgets.get(key) ?? new Budget({ rate, burst: 1 }, this.#clock);
    this.#budgets.set(key, budget);
    return budget;
  }
}
