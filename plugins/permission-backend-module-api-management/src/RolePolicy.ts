import type {
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import type { OtherPermissions } from './config';
import { decideApiManagement } from './decideApiManagement';
import { decideCatalog } from './decideCatalog';
import { decideScaffolder } from './decideScaffolder';
import type { RoleGroups } from './roles/RoleGroups';

/**
 * The default policy: what no role grants of API management is denied, and so is everyone who is not signed in.
 * Permissions of other plugins are for everyone who is signed in, so that the rest of Backstage goes on as before,
 * or denied but for reading the catalog ({@link decideCatalog}) and for administrators' templates ({@link decideScaffolder}).
 *
 * @public
 */
export class RolePolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #groups: RoleGroups;
  readonly #otherPermissions: OtherPermissions;

  constructor(options: {
    userInfo: UserInfoService;
    groups: RoleGroups;
    otherPermissions: OtherPermissions;
  }) {
    this.#userInfo = options.userInfo;
    this.#groups = options.groups;
    this.#otherPermissions = options.otherPermissions;
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
      this.#decideOther(request, info)
    );
  }

  #decideOther(request: PolicyQuery, info: BackstageUserInfo): PolicyDecision {
    if (this.#otherPermissions === 'allow') {
      return { result: AuthorizeResult.ALLOW };
    }
    return (
      decideCatalog(request, info, this.#groups) ??
      decideScaffolder(request, info, this.#groups) ?? {
        result: AuthorizeResult.DENY,
      }
    );
  }
}
