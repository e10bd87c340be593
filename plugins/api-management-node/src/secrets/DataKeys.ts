/** What the use of a data key is tied to; it is no secret. @public */
export type DataKeyContext = Readonly<Record<string, string>>;

/**
 * Makes the keys that secrets are enveloped with until they are shown, one for each, and wraps them with a key that
 * leaves its own service never. Without it, secrets are enveloped with the key of `apiManagement.secrets`.
 *
 * @public
 */
export interface DataKeys {
  /** Kept with every envelope, as others may have been made before: lower-case letters, digits and hyphens. */
  readonly scheme: string;

  /**
   * A fresh key of 32 bytes, and the same wrapped: base64url, as short as fits beside what it envelopes.
   *
   * @throws ServiceUnavailableError when trying again may help, in whole sentences
   */
  generate(context: DataKeyContext): Promise<{ key: Buffer; wrapped: string }>;

  /** @throws ServiceUnavailableError as above, also when the context is another one than that of `generate` */
  unwrap(wrapped: string, context: DataKeyContext): Promise<Buffer>;
}
