import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  applicationCreatePermission,
  applicationReadPermission,
  applicationUpdatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  Application,
  ApplicationInput,
  ApplicationPage,
  OwnerChange,
} from '@oaf/backstage-plugin-api-management-common';
import { applicationResourceRef } from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { entityRefOf } from '../database/entityRef';
import { isoTime } from '../database/time';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type {
  ApplicationStore,
  OwnerMove,
  StoredApplication,
} from './ApplicationStore';
import { requireOffered } from './requireOffered';

export type ApplicationQuery = PageRequest & {
  search?: string;
  owned?: boolean;
};

export class ApplicationService {
  readonly #applications: ApplicationStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    applicationStore: ApplicationStore;
    subscriptionStore: SubscriptionStore;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#applications = options.applicationStore;
    this.#subscriptions = options.subscriptionStore;
    this.#access = options.access;
    this.#auditor = options.auditor;
  }

  async list(
    caller: Caller,
    query: ApplicationQuery,
  ): Promise<ApplicationPage> {
    const visibility = await this.#access.visibility(
      caller,
      applicationReadPermission,
      applicationResourceRef,
    );
    const owners = query.owned ? caller.claims : undefined;
    const { items, totalItems } = await this.#applications.list(
      { search: query.search, owners },
      visibility,
      query,
    );
    return { items: await this.#present(caller, items), totalItems };
  }

  async get(caller: Caller, id: string): Promise<Application> {
    const [presented] = await this.#present(caller, [
      await this.#findVisible(caller, id),
    ]);
    return presented;
  }

  async create(caller: Caller, input: ApplicationInput): Promise<Application> {
    const now = Date.now();
    const application: StoredApplication = {
      id: randomUUID(),
      ...fromInput(input),
      version: 1,
      createdBy: caller.userRef,
      createdAt: now,
      updatedAt: now,
    };
    const meta = { applicationId: application.id, owner: application.owner };
    await audited(
      this.#auditor,
      { eventId: 'application-create', caller, meta },
      async () => {
        await this.#access.require(caller, applicationCreatePermission);
        await this.#requireUpdatable(caller, application);
        await this.#applications.insert(application);
      },
    );
    return this.get(caller, application.id);
  }

  async update(
    caller: Caller,
    id: string,
    version: number,
    input: ApplicationInput,
  ): Promise<Application> {
    const meta = { applicationId: id, version };
    await audited(
      this.#auditor,
      {
        eventId: 'application-update',
        caller,
        meta,
        resultMeta: owner => (owner ? { owner } : {}),
      },
      async () => {
        const application = await this.requireUpdatable(caller, id);
        const changed = { ...application, ...fromInput(input), version };
        await this.#requireUpdatable(caller, changed);
        const owner = ownerChange(application, changed);
        await this.#applications.update(changed, owner && move(caller, owner));
        return owner;
      },
    );
    return this.get(caller, id);
  }

  async delete(caller: Caller, id: string): Promise<void> {
    const meta = { applicationId: id };
    await audited(
      this.#auditor,
      { eventId: 'application-delete', caller, meta },
      async () => {
        const application = await this.requireUpdatable(caller, id);
        await this.#applications.delete(application);
      },
    );
  }

  /** The application, when the caller may act for it. */
  async requireUpdatable(
    caller: Caller,
    id: string,
  ): Promise<StoredApplication> {
    const application = await this.#findVisible(caller, id);
    await this.#requireUpdatable(caller, application);
    return application;
  }

  async #requireUpdatable(caller: Caller, application: StoredApplication) {
    const may = await this.#decider(caller);
    if (!may(applicationUpdatePermission, application)) {
      throw new NotAllowedError(
        `You need the permission ${applicationUpdatePermission.name} on applications of ${application.owner}`,
      );
    }
  }

  async #findVisible(caller: Caller, id: string): Promise<StoredApplication> {
    const application = await this.#applications.find(id);
    const may = await this.#decider(caller);
    if (!application || !may(applicationReadPermission, application)) {
      throw new NotFoundError(`There is no application ${id} that you may see`);
    }
    return application;
  }

  #decider(caller: Caller) {
    return this.#access.decider(caller, applicationResourceRef);
  }

  async #present(
    caller: Caller,
    applications: StoredApplication[],
  ): Promise<Application[]> {
    const may = await this.#decider(caller);
    const counts = await this.#subscriptions.countLiveByApplication(
      applications.map(application => application.id),
    );
    return applications.map(application => ({
      id: application.id,
      title: application.title,
      description: application.description ?? undefined,
      owner: application.owner,
      subscriptionCount: counts.get(application.id) ?? 0,
      editable: may(applicationUpdatePermission, application),
      version: application.version,
      createdBy: application.createdBy,
      createdAt: isoTime(application.createdAt),
      updatedAt: isoTime(application.updatedAt),
    }));
  }
}

function fromInput(input: ApplicationInput) {
  return {
    title: input.title,
    description: input.description ?? null,
    owner: entityRefOf(input.owner),
  };
}

function ownerChange(
  before: StoredApplication,
  after: StoredApplication,
): OwnerChange | undefined {
  return before.owner === after.owner
    ? undefined
    : { from: before.owner, to: after.owner };
}

function move(caller: Caller, owner: OwnerChange): OwnerMove {
  return {
    event: {
      type: 'application-moved',
      actor: caller.userRef,
      data: { owner },
    },
    require: products => requireOffered(products, owner.to, caller),
  };
}
