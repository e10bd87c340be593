import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decideApiManagement } from './decideApiManagement';
import { decideCatalog } from './decideCatalog';
import type { RoleGroups } from './roles/RoleGroups';

/**
 * The default policy: what no role grants is denied, and so is everyone who is not signed in.
 *
 * @public
 */
export class RolePolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #groups: RoleGroups;

  constructor(options: { userInfo: UserInfoService; groups: RoleGroups }) {
    this.#userInfo = options.userInfo;
    this.#groups = options.groups;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const info = await this.#userInfo.getUserInfo(user.credentials);
    return (
      decideApiManagement(request, info, this.#groups) ??
      decideCatalog(request, info, this.#groups) ?? {
        result: AuthorizeResult.DENY,
      }
    );
  }
}
