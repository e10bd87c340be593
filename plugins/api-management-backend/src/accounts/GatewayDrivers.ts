import { NotImplementedError } from '@backstage/errors';
import type {
  GatewayAccess,
  GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';

/** The drivers that modules registered, by type. */
export class GatewayDrivers {
  readonly #drivers = new Map<string, GatewayDriver>();

  add(driver: GatewayDriver): void {
    if (this.#drivers.has(driver.type)) {
      throw new Error(
        `A gateway driver of type ${driver.type} is registered already`,
      );
    }
    this.#drivers.set(driver.type, driver);
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
}
