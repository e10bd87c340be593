import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  BasicPermission,
  PermissionCriteria,
  PolicyDecision,
  QueryPermissionRequest,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { PermissionResourceRef } from '@backstage/plugin-permission-node';
import { apiManagementPermissions } from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from './Caller';

/** `undefined` allows all, an `anyOf` of nothing cannot occur: a denial is the value `'none'`. */
export type Visibility<Filter> =
  | PermissionCriteria<Filter>
  | undefined
  | 'none';

type Decisions = Map<string, PolicyDecision>;

/**
 * Asks the permission framework and answers in the terms the services need. It asks once for a caller, and a caller
 * lives as long as a request: for all permissions, because a question more costs the policy little and a round trip much.
 */
export class AccessControl {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #decisions = new WeakMap<Caller, Promise<Decisions>>();

  constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#registry = registry;
  }

  async allows(caller: Caller, permission: BasicPermission): Promise<boolean> {
    const { result } = decisionOn(permission, await this.#decide(caller));
    return result === AuthorizeResult.ALLOW;
  }

  /** @throws NotAllowedError */
  async require(caller: Caller, permission: BasicPermission): Promise<void> {
    if (!(await this.allows(caller, permission))) {
      throw new NotAllowedError(`You need the permission ${permission.name}`);
    }
  }

  /** The part of a list that the caller may see, as a condition for the database. */
  async visibility<TResource, TQuery>(
    caller: Caller,
    permission: ResourcePermission,
    resourceRef: PermissionResourceRef<TResource, TQuery>,
  ): Promise<Visibility<TQuery>> {
    const decision = decisionOn(permission, await this.#decide(caller));
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const ruleset = this.#registry.getPermissionRuleset(resourceRef);
      return createConditionTransformer(ruleset)(
        decision.conditions,
      ) as PermissionCriteria<TQuery>;
    }
    return decision.result === AuthorizeResult.ALLOW ? undefined : 'none';
  }

  /** Answers for any number of resources. */
  async decider<TResource, TQuery>(
    caller: Caller,
    resourceRef: PermissionResourceRef<TResource, TQuery>,
  ): Promise<(permission: ResourcePermission, resource: TResource) => boolean> {
    const authorize = createConditionAuthorizer(
      this.#registry.getPermissionRuleset(resourceRef),
    );
    const decisions = await this.#decide(caller);
    return (permission, resource) =>
      authorize(decisionOn(permission, decisions), resource);
  }

  #decide(caller: Caller): Promise<Decisions> {
    const known = this.#decisions.get(caller) ?? this.#ask(caller);
    this.#decisions.set(caller, known);
    return known;
  }

  async #ask(caller: Caller): Promise<Decisions> {
    // Basic permissions may be asked in the same breath: they are never answered with conditions.
    const questions = apiManagementPermissions.map(permission => ({
      permission,
    })) as QueryPermissionRequest[];
    const decisions = await this.#permissions.authorizeConditional(questions, {
      credentials: caller.credentials,
    });
    return new Map(
      questions.map(({ permission }, index) => [
        permission.name,
        decisions[index] as PolicyDecision,
      ]),
    );
  }
}

function decisionOn(
  { name }: { name: string },
  decisions: Decisions,
): PolicyDecision {
  const decision = decisions.get(name);
  if (!decision) {
    throw new Error(`Permission ${name} is not one of this plugin`);
  }
  return decision;
}
