import { AuthenticationError } from '@backstage/errors';

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
      `Sign-in refused: the claim "${claim}" of the ID token is ${
        JSON.stringify(value) ?? 'missing'
      }, but must be ${expected}`,
    );
  }
}
