import { RootConfigService } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';

/**
 * How claims of the verified ID token become a Backstage identity.
 *
 * @public
 */
export interface SignInConfig {
  /** Claim that holds the name of the User entity; a name with dots may be a path into objects. */
  readonly subjectClaim: string;
  /** Claim that holds the names of the groups; a name with dots may be a path into objects. */
  readonly groupsClaim: string;
  readonly userNamespace: string;
  readonly groupNamespace: string;
  /** Refuse whoever comes without any group, where the provider sends at least one for everybody. */
  readonly requireGroups: boolean;
}

/** Reads `apiManagement.signIn`. */
export function readSignInConfig(config: RootConfigService): SignInConfig {
  const signIn = config.getOptionalConfig('apiManagement.signIn');
  const read = (key: string, fallback: string) =>
    signIn?.getOptionalString(key) ?? fallback;
  return {
    subjectClaim: read('subjectClaim', 'sub'),
    groupsClaim: read('groupsClaim', 'groups'),
    userNamespace: read('userNamespace', DEFAULT_NAMESPACE),
    groupNamespace: read('groupNamespace', DEFAULT_NAMESPACE),
    requireGroups: signIn?.getOptionalBoolean('requireGroups') ?? false,
  };
}
