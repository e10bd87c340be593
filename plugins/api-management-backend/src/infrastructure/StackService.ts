import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  infrastructureDeployPermission,
  infrastructureReadPermission,
  type Stack,
  type StackPage,
  type StackTemplateList,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { toStackView, toTemplateView } from './deploymentView';
import type { StackFilter, StackStore, StoredStack } from './StackStore';
import type { StackTemplates } from './StackTemplates';

/** What is deployed, and what could be. */
export class StackService {
  readonly #accounts: AccountStore;
  readonly #stacks: StackStore;
  readonly #templates: StackTemplates;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    accountStore: AccountStore;
    stackStore: StackStore;
    templates: StackTemplates;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#accounts = options.accountStore;
    this.#stacks = options.stackStore;
    this.#templates = options.templates;
    this.#access = options.access;
    this.#auditor = options.auditor;
  }

  /** @param caller - undefined for a service of this backend */
  async listTemplates(caller: Caller | undefined): Promise<StackTemplateList> {
    if (caller) {
      await this.#access.require(caller, infrastructureReadPermission);
    }
    const templates = await this.#templates.list();
    return {
      installation: await this.#stacks.installation(),
      serialNumber: await this.#stacks.serialNumber(),
      items: templates.map(({ driver, template }) =>
        toTemplateView(driver, template),
      ),
    };
  }

  async list(
    caller: Caller,
    query: PageRequest & StackFilter,
  ): Promise<StackPage> {
    await this.#access.require(caller, infrastructureReadPermission);
    const { items, totalItems } = await this.#stacks.list(query, query);
    return {
      items: await Promise.all(items.map(item => this.#view(item))),
      totalItems,
    };
  }

  async get(caller: Caller, id: string): Promise<Stack> {
    await this.#access.require(caller, infrastructureReadPermission);
    return this.#view(await this.#find(id));
  }

  /** Queues a comparison with the template, and does not wait for it. */
  async detectDrift(caller: Caller, id: string): Promise<Stack> {
    await audited(
      this.#auditor,
      { eventId: 'stack-detect-drift', caller, meta: { stackId: id } },
      async () => {
        await this.#access.require(caller, infrastructureDeployPermission);
        await this.#find(id);
        await this.#stacks.requestDrift(id);
      },
    );
    return this.#view(await this.#find(id));
  }

  async #view(stack: StoredStack): Promise<Stack> {
    const account = await this.#accounts.find(stack.accountLinkId);
    const template =
      account && (await this.#templates.find(account.driver, stack.template));
    return toStackView(stack, account, template);
  }

  async #find(id: string): Promise<StoredStack> {
    const stack = await this.#stacks.find(id);
    if (!stack) {
      throw new NotFoundError(`There is no stack ${id}`);
    }
    return stack;
  }
}
