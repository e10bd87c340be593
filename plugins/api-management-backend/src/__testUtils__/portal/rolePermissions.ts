import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { decideApiManagement } from '@oaf/backstage-plugin-permission-backend-module-api-management';
import { groups, personOf } from './people';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** The default role policy, asked without a permission backend between; counts how often it is asked. */
export function rolePermissions(): PermissionsService & { asked: number } {
  const count = { asked: 0 };
  const decide: PermissionsService['authorizeConditional'] = async (
    requests,
    options,
  ) => {
    count.asked += 1;
    const { principal } = (options as { credentials: UserCredentials })
      .credentials;
    const user = personOf(principal.userEntityRef);
    return requests.map(
      ({ permission }) => decideApiManagement({ permission }, user, groups)!,
    ) as Awaited<ReturnType<PermissionsService['authorizeConditional']>>;
  };
  return Object.assign(count, {
    authorizeConditional: decide,
    authorize: (requests: unknown, options: unknown) =>
      decide(requests as never, options as never) as never,
  });
}

/** Knows the rules that were registered. */
export function permissionsRegistry(): PermissionsRegistryService {
  const rules = new Map<string, Array<{ name: string }>>();
  return {
    addPermissions() {},
    addPermissionRules() {},
    addResourceType(options: any) {
      rules.set(options.resourceRef.resourceType, options.rules);
    },
    getPermissionRuleset: (resourceRef: any) =>
      ({
        getRuleByName(name: string) {
          const found = rules
            .get(resourceRef.resourceType)!
            .find(rule => rule.name === name);
          if (!found) {
            throw new Error(`There is no rule ${name}`);
          }
          return found;
        },
      } as any),
  };
}
