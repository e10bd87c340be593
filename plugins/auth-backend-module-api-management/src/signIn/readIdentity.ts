import {
  KubernetesValidatorFunctions,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { SignInConfig } from './config';
import { UnusableClaimError } from './errors';
import { Claims, readClaim } from './readClaim';
import { readGroups } from './readGroups';

/** Who the ID token says is signing in. */
export interface ClaimedIdentity {
  /** Reference of the User entity. */
  readonly userRef: string;
  /** References of the Group entities. */
  readonly groupRefs: readonly string[];
  /** Group names that cannot be entity names; they give no rights. */
  readonly ignoredGroups: readonly string[];
}

const isEntityName = KubernetesValidatorFunctions.isValidObjectName;

/**
 * Reads user and groups from the claims of a verified ID token.
 *
 * @throws UnusableClaimError when the subject is not a valid entity name, or none of the groups sent is.
 * @throws GroupsLeftOutError when the provider left the groups out because they are too many.
 */
export function readIdentity(
  claims: Claims,
  config: SignInConfig,
): ClaimedIdentity {
  const name = readSubject(claims, config.subjectClaim);
  const groups = readGroups(claims, config.groupsClaim);
  requireUsable(groups, config);
  return {
    userRef: stringifyEntityRef({
      kind: 'User',
      namespace: config.userNamespace,
      name,
    }),
    groupRefs: groups.filter(isEntityName).map(group =>
      stringifyEntityRef({
        kind: 'Group',
        namespace: config.groupNamespace,
        name: group,
      }),
    ),
    ignoredGroups: groups.filter(group => !isEntityName(group)),
  };
}

function readSubject(claims: Claims, claim: string) {
  const subject = readClaim(claims, claim);
  if (!isEntityName(subject)) {
    throw new UnusableClaimError(
      claim,
      subject,
      'a valid entity name: at most 63 letters, digits and single "-", "_" or "." between them; choose another claim with apiManagement.signIn.subjectClaim',
    );
  }
  return subject as string;
}

/** Groups were sent and none can be used: whoever is let in now has no rights and does not know why. */
function requireUsable(groups: string[], config: SignInConfig) {
  const missing = config.requireGroups && groups.length === 0;
  if (missing || (groups.length > 0 && !groups.some(isEntityName))) {
    throw new UnusableClaimError(
      config.groupsClaim,
      missing ? undefined : groups,
      'a list with at least one valid entity name: at most 63 letters, digits and single "-", "_" or "." between them; set the provider to send such names, or ids, or another claim in apiManagement.signIn.groupsClaim',
    );
  }
}
