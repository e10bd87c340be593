import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  GatewayChange,
  GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore } from '../../accounts/AccountStore';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import type { ImportQueue } from '../RegionStore';
import type { ApiImporter } from './ApiImporter';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const IMPORT_TIMEOUT_MS = 60_000;

/** Imports what drivers tell of as it happens. Sweeps stay the truth, so that a change that is missed comes later. */
export class GatewayWatch {
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #queue: ImportQueue;
  readonly #importer: ApiImporter;
  readonly #logger: LoggerService;

  constructor(options: {
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    importQueue: ImportQueue;
    importer: ApiImporter;
    logger: LoggerService;
  }) {
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#queue = options.importQueue;
    this.#importer = options.importer;
    this.#logger = options.logger;
  }

  /** Watches all drivers that can be watched, until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#drivers
        .all()
        .filter(({ discovery }) => discovery.watch)
        .map(driver => this.#watch(driver, signal)),
    );
  }

  /** A watch that ends is begun again, later and later while it ends at once. */
  async #watch(driver: GatewayDriver, signal: AbortSignal) {
    let wait = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const begun = Date.now();
      await this.#watchOnce(driver, signal);
      wait =
        Date.now() - begun > LONGEST_PAUSE_MS
          ? FIRST_PAUSE_MS
          : Math.min(wait * 2, LONGEST_PAUSE_MS);
      await pause(wait, undefined, { signal }).catch(() => {});
    }
  }

  async #watchOnce(driver: GatewayDriver, signal: AbortSignal) {
    try {
      await driver.discovery.watch?.(
        change => this.#follow(driver, change, signal),
        { signal },
      );
    } catch (error) {
      if (!signal.aborted) {
        this.#logger.warn(
          `${
            driver.title
          } does not tell of changes now, they come with the next sweep: ${stringifyError(
            error,
          )}`,
        );
      }
    }
  }

  async #follow(
    driver: GatewayDriver,
    { accountId, region, apiId }: GatewayChange,
    signal: AbortSignal,
  ) {
    const [account] = await this.#accounts.listLinked({
      driver: driver.type,
      accountId,
    });
    if (!account?.regions.includes(region)) {
      this.#logger.debug(
        `${driver.title} told of a change in ${accountId} ${region}, which is not imported`,
      );
      return;
    }
    if (apiId === undefined) {
      await this.#queue.requestRefresh(account.id, region);
      return;
    }
    const timeout = AbortSignal.timeout(IMPORT_TIMEOUT_MS);
    try {
      await this.#importer.importFrom(
        account,
        region,
        apiId,
        AbortSignal.any([signal, timeout]),
      );
    } catch (error) {
      this.#logger.warn(
        `API ${apiId} of ${
          account.alias
        } ${region} changed and could not be imported, its region is imported instead: ${stringifyError(
          error,
        )}`,
      );
      await this.#queue.requestRefresh(account.id, region);
    }
  }
}
