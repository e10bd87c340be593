/** The record that a secret belongs to. */
export type SecretOwner = { credentialId: string } | { deploymentId: string };

/** Keeps a secret readable for us alone until it is shown; the envelope is tied to its owner. */
export interface SecretEnvelope {
  /** @throws ServiceUnavailableError when its key is out of reach; nothing is sealed then */
  seal(secret: string, owner: SecretOwner): Promise<string>;
  /**
   * @throws ServiceUnavailableError when its key is out of reach
   * @throws ConflictError when the envelope was made with another key or for another owner
   */
  open(sealed: string, owner: SecretOwner): Promise<string>;
}
