import { RootConfigService } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';

/**
 * How claims of the verified ID token become a Backstage identity.
 *
 * @public
 */
export interface SignInConfig {
  /** Claim that holds the name of the User entity. */
  readonly subjectClaim: string;
  /** Claim that holds the names of the groups. */
  readonly groupsClaim: string;
  readonly userNamespace: string;
  readonly groupNamespace: string;
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
  };
}
