/** The role through which an account lets itself be managed. @public */
export type TrustRole = {
  /** Undefined until the account's owner made the role and told its ARN. */
  roleArn?: string;
  /**
   * Unguessable, made for this link and never used for another. The role must demand it; it is no secret.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
   */
  externalId: string;
};

/** Where a gateway's APIs live: an account of a cloud provider, or the embedded gateway. @public */
export type LinkedAccount = {
  id: string;
  driver: string;
  accountId: string;
  partition: string;
  alias: string;
  regions: string[];
  /** Undefined for accounts that a driver runs itself. */
  trust?: TrustRole;
};
