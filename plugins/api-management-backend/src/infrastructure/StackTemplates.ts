import { InputError } from '@backstage/errors';
import {
  OWN_TEMPLATE,
  templateHashOf,
  type DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';

/** What can be deployed: what the drivers of this installation bring, and what people write. */
export class StackTemplates {
  readonly #drivers: GatewayDrivers;

  constructor(drivers: GatewayDrivers) {
    this.#drivers = drivers;
  }

  async list(): Promise<Array<{ driver: string; template: StackTemplate }>> {
    const lists = await Promise.all(
      this.#drivers.all().map(async ({ type: driver, deployment }) => {
        const templates = (await deployment?.templates()) ?? [];
        return templates.map(template => ({ driver, template }));
      }),
    );
    return lists.flat();
  }

  /** Undefined when this version does not know it (any more). */
  async find(driver: string, name: string): Promise<StackTemplate | undefined> {
    const all = await this.list();
    return all.find(one => one.driver === driver && one.template.name === name)
      ?.template;
  }

  /** @throws InputError naming those there are, or telling what is wrong with one that somebody wrote */
  async choose(
    account: { driver: string; alias: string },
    { template, templateBody }: DeploymentInput,
  ): Promise<StackTemplate> {
    if (templateBody === undefined) {
      return this.#require(account.driver, template);
    }
    if (template !== undefined) {
      throw new InputError(
        'request/body must have either template or templateBody',
      );
    }
    const driver = this.#drivers.deploymentOf(account);
    return {
      name: OWN_TEMPLATE,
      hash: templateHashOf(templateBody),
      ...(await driver.describeTemplate(templateBody)),
    };
  }

  async #require(
    driver: string,
    name: string | undefined,
  ): Promise<StackTemplate> {
    const found = name === undefined ? name : await this.find(driver, name);
    if (!found) {
      const known = (await this.list())
        .filter(one => one.driver === driver)
        .map(({ template }) => template.name);
      throw new InputError(
        `request/body/template must be one of: ${known.join(', ')}`,
      );
    }
    return found;
  }
}
