/** Nobody can tell whether the certificate was revoked, so nobody may pass with it. */
export class RevocationUnknownError extends Error {
  readonly name = 'RevocationUnknownError';

  constructor(
    /** Distinguished name of the certificate's issuer. */
    readonly issuer: string,
    reason: string,
    options: { cause?: unknown } = {},
  ) {
    super(
      `Revocation cannot be told for certificates of ${issuer}: ${reason}`,
      options,
    );
  }
}
