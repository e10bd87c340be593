import { GroupsLeftOutError, UnusableClaimError } from './errors';
import { Claims, isObject, parsedIfText, readClaim } from './readClaim';

/** What ASP.NET and SAML bridges make of Entra's reference to the groups. */
const LINK_CLAIM = 'http://schemas.microsoft.com/claims/groups.link';

/**
 * The names in the groups claim. A provider leaves the claim out for somebody without groups; some send a single group
 * as text, or the list as JSON text.
 *
 * @throws GroupsLeftOutError when the groups are elsewhere
 * @throws UnusableClaimError when the claim is anything but names
 */
export function readGroups(claims: Claims, claim: string): string[] {
  const sent = readClaim(claims, claim);
  const sign = signOfGroupsElsewhere(claims, claim, sent);
  if (sign) {
    throw new GroupsLeftOutError(claim, sign);
  }
  const groups = asList(sent);
  if (!groups.every(group => typeof group === 'string')) {
    throw new UnusableClaimError(
      claim,
      sent,
      'a list of group names; set the provider to send names as text, or another claim in apiManagement.signIn.groupsClaim',
    );
  }
  return groups;
}

function asList(sent: unknown): unknown[] {
  if (sent === undefined || sent === null || sent === '') {
    return [];
  }
  const parsed = parsedIfText(sent);
  return Array.isArray(parsed) ? parsed : [sent];
}

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim, OpenID Connect Core 5.6.2 */
function signOfGroupsElsewhere(claims: Claims, claim: string, sent: unknown) {
  const names = parsedIfText(claims._claim_names);
  const [root] = claim.split('.');
  if (isObject(names) && (claim in names || root in names)) {
    return '_claim_names';
  }
  return asList(sent).length === 0
    ? Object.keys(claims).find(key => standsIn(key, claims[key], claim))
    : undefined;
}

function standsIn(key: string, value: unknown, claim: string): boolean {
  const forGroups = claim.endsWith('groups');
  return (
    key.startsWith(`${claim}:src`) ||
    (forGroups && key === LINK_CLAIM) ||
    (forGroups && key === 'hasgroups' && /^true$/i.test(String(value)))
  );
}
