import {
  KubernetesValidatorFunctions,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { SignInConfig } from './config';
import { UnusableClaimError } from './errors';

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
 * @throws UnusableClaimError when the subject is not a valid entity name or the groups are not a list of strings.
 */
export function readIdentity(
  claims: Record<string, unknown>,
  config: SignInConfig,
): ClaimedIdentity {
  const name = readSubject(claims, config.subjectClaim);
  const groups = readGroups(claims, config.groupsClaim);
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

function readSubject(claims: Record<string, unknown>, claim: string) {
  const subject = claims[claim];
  if (!isEntityName(subject)) {
    throw new UnusableClaimError(
      claim,
      subject,
      'a valid entity name: at most 63 letters, digits and single "-", "_" or "." between them; choose another claim with apiManagement.signIn.subjectClaim',
    );
  }
  return subject as string;
}

// A provider leaves the claim out for somebody without groups, and some send a single group as a string.
function readGroups(claims: Record<string, unknown>, claim: string): string[] {
  const groups = [claims[claim] ?? []].flat();
  if (!groups.every(group => typeof group === 'string')) {
    throw new UnusableClaimError(claim, claims[claim], 'a list of strings');
  }
  return groups as string[];
}
