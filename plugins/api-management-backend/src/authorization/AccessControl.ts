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
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { PermissionResourceRef } from '@backstage/plugin-permission-node';
import type { Caller } from './Caller';

/** `undefined` allows all, an `anyOf` of nothing cannot occur: a denial is the value `'none'`. */
export type Visibility<Filter> =
  | PermissionCriteria<Filter>
  | undefined
  | 'none';

/** Asks the permission framework and answers in the terms the services need. */
export class AccessControl {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#registry = registry;
  }

  async allows(caller: Caller, permission: BasicPermission): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
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
    const [decision] = await this.#decide(caller, [permission]);
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const ruleset = this.#registry.getPermissionRuleset(resourceRef);
      return createConditionTransformer(ruleset)(
        decision.conditions,
      ) as PermissionCriteria<TQuery>;
    }
    return decision.result === AuthorizeResult.ALLOW ? undefined : 'none';
  }

  /** Decides several permissions once, then answers for any number of resources without asking again. */
  async decider<TResource, TQuery>(
    caller: Caller,
    permissions: ResourcePermission[],
    resourceRef: PermissionResourceRef<TResource, TQuery>,
  ): Promise<(permission: ResourcePermission, resource: TResource) => boolean> {
    const authorize = createConditionAuthorizer(
      this.#registry.getPermissionRuleset(resourceRef),
    );
    const decided = await this.#decide(caller, permissions);
    const decisions = new Map(
      permissions.map(({ name }, index) => [name, decided[index]]),
    );
    return (permission, resource) => {
      const decision = decisions.get(permission.name);
      if (!decision) {
        throw new Error(`Permission ${permission.name} was not decided`);
      }
      return authorize(decision, resource);
    };
  }

  async #decide(
    caller: Caller,
    permissions: ResourcePermission[],
  ): Promise<PolicyDecision[]> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return decisions as PolicyDecision[];
  }
}
