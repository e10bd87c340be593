import {
  ConflictError,
  InputError,
  NotImplementedError,
} from '@backstage/errors';
import type {
  AccountLinking,
  GatewayAccess,
  GatewayCounters,
  GatewayDriver,
  StackDeployment,
  UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';

/** The drivers that modules registered, by type, and the engines that count in place of a driver's own. */
export class GatewayDrivers {
  readonly #drivers = new Map<string, GatewayDriver>();
  readonly #engines = new Map<string, UsageEngine>();

  add(driver: GatewayDriver): void {
    if (this.#drivers.has(driver.type)) {
      throw new Error(
        `A gateway driver of type ${driver.type} is registered already`,
      );
    }
    this.#drivers.set(driver.type, driver);
  }

  /** @throws ConflictError when the source has an engine */
  addUsageEngine(source: string, engine: UsageEngine): void {
    if (this.#engines.has(source)) {
      throw new ConflictError(
        `Two modules count the calls of gateways of type ${source}; configure one of them only`,
      );
    }
    this.#engines.set(source, engine);
  }

  all(): GatewayDriver[] {
    return [...this.#drivers.values()];
  }

  /** @throws NotImplementedError naming the module to install */
  of(account: { driver: string; alias: string }): GatewayDriver {
    const driver = this.#drivers.get(account.driver);
    if (!driver) {
      throw new NotImplementedError(
        `Account ${account.alias} needs the gateway driver ${account.driver}; add its backend module to this backend`,
      );
    }
    return driver;
  }

  /** Types of the drivers that give consumers access, where their APIs are or at a gateway; the others only import. */
  typesWithAccess(): string[] {
    return this.all()
      .filter(driver => driver.access)
      .map(({ type }) => type);
  }

  /** Types of the drivers whose gateways have a KMS key for each subscription where the plan says so. */
  typesWithDedicatedKeys(): string[] {
    return this.all()
      .filter(driver => driver.access?.dedicatedKeys)
      .map(({ type }) => type);
  }

  /** Types of the drivers that offer APIs at gateways that were deployed, and not where they are. */
  typesThatPublish(): string[] {
    return this.all()
      .filter(driver => driver.publishing)
      .map(({ type }) => type);
  }

  /** What counts calls, by the type of the driver. */
  usageEngines(): Map<string, UsageEngine> {
    return new Map(
      this.all().flatMap(({ type, usage }) => {
        const engine = this.#engines.get(type) ?? usage;
        return engine ? [[type, engine] as const] : [];
      }),
    );
  }

  /** What gateways count themselves, by the type of the driver; of those whose calls are counted. */
  counters(): Map<string, GatewayCounters> {
    const sources = new Set(this.sources());
    return new Map(
      this.all().flatMap(({ type, counters }) =>
        counters && sources.has(type) ? [[type, counters] as const] : [],
      ),
    );
  }

  /** Types of the drivers whose calls are counted. */
  sources(): string[] {
    return [...this.usageEngines().keys()];
  }

  /** @throws NotImplementedError when the account's driver only imports */
  accessOf(account: { driver: string; alias: string }): GatewayAccess {
    const { access, title } = this.of(account);
    if (!access) {
      throw new NotImplementedError(
        `${title} is imported only: its driver cannot give access to the APIs of account ${account.alias}`,
      );
    }
    return access;
  }

  /** @throws NotImplementedError when the driver deploys nothing */
  deploymentOf(account: { driver: string; alias: string }): StackDeployment {
    const { deployment, title } = this.of(account);
    if (!deployment) {
      throw new NotImplementedError(
        `The driver of ${title} deploys nothing, so there is nothing to deploy into account ${account.alias}`,
      );
    }
    return deployment;
  }

  /** @throws NotImplementedError when the driver does not link accounts (any more) */
  linkingOf(account: { driver: string; alias: string }): AccountLinking {
    const { linking, title } = this.of(account);
    if (!linking) {
      throw new NotImplementedError(
        `The driver of ${title} does not link accounts, so nothing can be verified for account ${account.alias}`,
      );
    }
    return linking;
  }

  /**
   * Linking for a request that names driver and partition.
   *
   * @throws InputError telling what would be right
   */
  linkingFor(input: { driver: string; partition: string }): AccountLinking {
    const linkable = this.all().filter(driver => driver.linking);
    const linking = linkable.find(({ type }) => type === input.driver)?.linking;
    if (!linking) {
      throw notOneOf(
        'driver',
        linkable.map(({ type }) => type),
      );
    }
    const partitions = linking.partitions();
    if (!partitions.includes(input.partition)) {
      throw notOneOf('partition', partitions);
    }
    return linking;
  }
}

function notOneOf(field: string, values: string[]): InputError {
  return new InputError(
    values.length > 0
      ? `request/body/${field} must be one of: ${values.join(', ')}`
      : `request/body/${field} is not known here: no gateway driver of this installation links accounts`,
  );
}
