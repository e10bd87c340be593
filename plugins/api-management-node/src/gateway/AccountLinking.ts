import type { LinkedAccount } from './LinkedAccount';

/** What a trust role may do. `import` reads APIs, `provision` makes API keys and usage plans, `deploy` runs stacks. @public */
export type PermissionSet = 'import' | 'provision' | 'deploy';

/** @public */
export type TrustSetupRequest = {
  accountId: string;
  partition: string;
  externalId: string;
  permissionSets: PermissionSet[];
  /** Adds the rule that sends changes of the account's APIs to the installation's queue; needs a configured queue. */
  events: boolean;
  /**
   * For one stack set over many accounts: the role then demands `<externalId>.<account id>`, so that each account's
   * external id is its own although all stacks have the same parameters. `accountId` is not looked at then.
   */
  forStackSet: boolean;
};

/** How an account's owner makes the trust role. @public */
export type TrustSetup = {
  /** Who will assume the role: an ARN. */
  principalArn: string;
  roleName: string;
  /** The ARN that the role will have; for a stack set with `<account id>` in it. */
  roleArn: string;
  templateFileName: string;
  /** CloudFormation, YAML. */
  template: string;
  /** Creates the stack (set) from the downloaded template. */
  cliCommand: string;
  /** Opens the console with everything filled in; undefined unless the installation has a template bucket. */
  quickCreateUrl?: string;
  /** The installation has a queue for changes, so that `events` may be asked for. */
  eventsAvailable: boolean;
};

/**
 * The checks of a link, in their order:
 * - `assume-role`: the role can be assumed with the external id
 * - `external-id-required`: it cannot be assumed without one, nor with another
 * - `account`: it belongs to the account that was named
 * - `regions`: its regions can be listed
 *
 * @public
 */
export type LinkCheck =
  | 'assume-role'
  | 'external-id-required'
  | 'account'
  | 'regions';

/** @public */
export type LinkCheckResult = {
  check: LinkCheck;
  outcome: 'passed' | 'failed' | 'skipped';
  /** For a failed check: what is wrong and what to do, in whole sentences. */
  message?: string;
};

/** @public */
export type LinkVerification = {
  /** Each check once, in order; after a failed one the rest is skipped. */
  checks: LinkCheckResult[];
  /** Regions that are enabled in the account; empty unless every check passed. */
  regions: string[];
  /** What the role allows in full, for people's convenience; undefined when it could not be found out. */
  permissionSets?: PermissionSet[];
};

/** Linking accounts that their owners open to us by a role. @public */
export interface AccountLinking {
  /** Partitions whose accounts can be linked, i.e. for which there are base credentials. */
  partitions(): string[];

  /** @throws InputError when the account id or partition is not one, telling what would be */
  trustSetup(request: TrustSetupRequest): Promise<TrustSetup>;

  /**
   * Checks that account id and role ARN are such and fit each other and the partition, without calling anyone.
   *
   * @throws InputError telling what would be right
   */
  validateRole(
    account: Pick<LinkedAccount, 'accountId' | 'partition'>,
    roleArn: string,
  ): void;

  /** Never rejects for what the account's owner can put right: that is a failed check. */
  verify(
    account: LinkedAccount,
    options: { signal: AbortSignal },
  ): Promise<LinkVerification>;

  /** Drops what is kept in memory for the account, such as credentials. */
  forget(account: LinkedAccount): void;
}
