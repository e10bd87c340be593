import type { LinkedAccount } from './LinkedAccount';

/**
 * One gateway that honours grants: the one that a driver itself runs, or one that was deployed into a linked account.
 *
 * @public
 */
export type AccessGateway = {
  /** Of the deployed stack in our tables; empty for the gateway that the driver itself runs. */
  id: string;
  account: LinkedAccount;
  region: string;
  /** Whose it is: what is made on it is tagged with the name of this installation. */
  installation: string;
  /** What its stack tells of itself, by the template's own names; empty for the gateway that the driver itself runs. */
  outputs: Record<string, string>;
  /** What its stack was deployed with, by the template's own names; empty for the gateway that the driver itself runs. */
  parameters: Record<string, string>;
  /**
   * Another account, by its id in our tables, as APIs that are offered in place may be in any; undefined when it is not
   * linked any more.
   */
  findAccount(id: string): Promise<LinkedAccount | undefined>;
};
