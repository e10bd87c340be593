import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  deploymentDecisions,
  deploymentStates,
  infrastructureDeployPermission,
  infrastructureDestroyPermission,
  infrastructureReadPermission,
  nextState,
  templateHashOf,
  type Deployment,
  type DeploymentAction,
  type DeploymentChangePage,
  type DeploymentDecision,
  type DeploymentEventList,
  type DeploymentInput,
  type DeploymentPage,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { rangeOf, type PageRequest } from '../database/page';
import type { DeploymentPlanner } from './DeploymentPlanner';
import type {
  DeploymentFilter,
  DeploymentStore,
  StoredDeployment,
} from './DeploymentStore';
import { toChangeView, toDeploymentView, toEventView } from './deploymentView';

export type DeploymentQuery = PageRequest & DeploymentFilter;
export type EventQuery = { after?: number; limit?: number };

const EVENTS = 100;

const permissionFor = (action: DeploymentAction) =>
  action === 'deploy'
    ? infrastructureDeployPermission
    : infrastructureDestroyPermission;

/** Deployments as people start, see, confirm and cancel them. */
export class DeploymentService {
  readonly #accounts: AccountStore;
  readonly #deployments: DeploymentStore;
  readonly #planner: DeploymentPlanner;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #deploy: () => void;

  constructor(options: {
    accountStore: AccountStore;
    deploymentStore: DeploymentStore;
    planner: DeploymentPlanner;
    access: AccessControl;
    auditor: AuditorService;
    /** Wakes whoever works on deployments. */
    deploy: () => void;
  }) {
    this.#accounts = options.accountStore;
    this.#deployments = options.deploymentStore;
    this.#planner = options.planner;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#deploy = options.deploy;
  }

  async start(caller: Caller, input: DeploymentInput): Promise<Deployment> {
    const id = randomUUID();
    const { action, accountLinkId, region, stackName } = input;
    await audited(
      this.#auditor,
      {
        eventId: 'deployment-start',
        severityLevel: 'high',
        caller,
        meta: {
          deploymentId: id,
          action,
          accountLinkId,
          region,
          stackName,
          template: input.template ?? null,
          ...(input.templateBody !== undefined && {
            templateHash: templateHashOf(input.templateBody),
          }),
          deleteKept: input.deleteKept ?? false,
        },
      },
      async () => {
        await this.#access.require(caller, permissionFor(action));
        await this.#deployments.insert({
          id,
          action,
          startedBy: caller.userRef,
          ...(await this.#planner.plan(id, input)),
        });
      },
    );
    this.#deploy();
    return this.#view(await this.#find(id));
  }

  async list(caller: Caller, query: DeploymentQuery): Promise<DeploymentPage> {
    await this.#access.require(caller, infrastructureReadPermission);
    const { items, totalItems } = await this.#deployments.list(query, query);
    return {
      items: await Promise.all(items.map(item => this.#view(item))),
      totalItems,
    };
  }

  async get(caller: Caller, id: string): Promise<Deployment> {
    await this.#access.require(caller, infrastructureReadPermission);
    return this.#view(await this.#find(id));
  }

  async changes(
    caller: Caller,
    id: string,
    page: PageRequest,
  ): Promise<DeploymentChangePage> {
    await this.#access.require(caller, infrastructureReadPermission);
    await this.#find(id);
    const { items, totalItems } = await this.#deployments.listChanges(id, page);
    return { items: items.map(toChangeView), totalItems };
  }

  async events(
    caller: Caller,
    id: string,
    query: EventQuery,
  ): Promise<DeploymentEventList> {
    await this.#access.require(caller, infrastructureReadPermission);
    await this.#find(id);
    const after = Number(query.after) || 0;
    const { limit } = rangeOf({ limit: query.limit }, EVENTS);
    const found = await this.#deployments.listEvents(id, {
      after,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return {
      items: items.map(toEventView),
      cursor: items.at(-1)?.position ?? after,
      more: found.length > limit,
    };
  }

  async confirm(caller: Caller, id: string): Promise<Deployment> {
    return this.#decide(caller, id, 'confirm');
  }

  async cancel(caller: Caller, id: string): Promise<Deployment> {
    return this.#decide(caller, id, 'cancel');
  }

  async #decide(
    caller: Caller,
    id: string,
    decision: DeploymentDecision,
  ): Promise<Deployment> {
    await audited(
      this.#auditor,
      {
        eventId: `deployment-${decision}`,
        severityLevel: 'high',
        caller,
        meta: { deploymentId: id },
      },
      async () => {
        await this.#access.require(caller, infrastructureReadPermission);
        const deployment = await this.#find(id);
        await this.#access.require(caller, permissionFor(deployment.action));
        requireDecision(deployment, decision);
        await this.#deployments.decide(deployment, {
          ...outcomeOf(deployment, decision),
          by: caller.userRef,
        });
      },
    );
    this.#deploy();
    return this.#view(await this.#find(id));
  }

  async #view(deployment: StoredDeployment): Promise<Deployment> {
    const [account, steps] = await Promise.all([
      this.#accounts.find(deployment.accountLinkId),
      this.#deployments.listSteps([deployment.id]),
    ]);
    return toDeploymentView(deployment, account, steps);
  }

  async #find(id: string): Promise<StoredDeployment> {
    const deployment = await this.#deployments.find(id);
    if (!deployment) {
      throw new NotFoundError(`There is no deployment ${id}`);
    }
    return deployment;
  }
}

/** A removal under way goes on; to cancel it spares what the stack keeps. */
function outcomeOf(
  { action, state }: StoredDeployment,
  decision: DeploymentDecision,
) {
  return action === 'destroy' && state === 'executing'
    ? { state, spareKept: true }
    : { state: nextState(deploymentStates, state, decision)! };
}

/** @throws ConflictError telling what may be decided */
function requireDecision(
  deployment: StoredDeployment,
  decision: DeploymentDecision,
) {
  const allowed = deploymentDecisions(deployment);
  if (!allowed.includes(decision)) {
    const { action, state } = deployment;
    const what = action === 'deploy' ? 'deployment' : 'removal';
    throw new ConflictError(
      `A ${what} that is ${state} does not allow ${decision}; it allows: ${
        allowed.join(', ') || 'none'
      }`,
    );
  }
}
