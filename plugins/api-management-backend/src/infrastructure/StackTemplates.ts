import { InputError } from '@backstage/errors';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';

/** What the drivers of this installation can deploy. */
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

  /** @throws InputError naming those there are */
  async require(
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
