import { AuthenticationError } from '@backstage/errors';

const SHOWN_LENGTH = 200;

/**
 * Thrown when a claim of the ID token cannot become an entity reference.
 *
 * @public
 */
export class UnusableClaimError extends AuthenticationError {
  constructor(
    /** Name of the claim. */
    readonly claim: string,
    /** What the identity provider sent. */
    readonly value: unknown,
    /** What would be right. */
    readonly expected: string,
  ) {
    super(
      `Sign-in refused: the claim "${claim}" of the ID token is ${shown(
        value,
      )}, but must be ${expected}`,
    );
  }
}

/**
 * Thrown when the ID token says that the groups are to be fetched elsewhere: Microsoft Entra ID leaves them out for
 * somebody who is in more than 200. Signing in would give fewer rights than the person has.
 *
 * @public
 */
export class GroupsLeftOutError extends AuthenticationError {
  constructor(
    /** The claim that should hold the groups. */
    readonly claim: string,
    /** The claim that says they are elsewhere. */
    readonly sign: string,
  ) {
    super(
      `Sign-in refused: the identity provider left your groups out of the ID token ("${sign}" stands in for "${claim}"), because you are in too many. ` +
        'Ask its administrator to set one of these in Microsoft Entra ID: ' +
        'Token configuration → groups claim → "Groups assigned to the application"; ' +
        'or app roles, which are read with apiManagement.signIn.groupsClaim: roles',
    );
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
