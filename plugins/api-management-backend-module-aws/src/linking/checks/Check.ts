import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { BaseCredentials } from '../../credentials/BaseCredentials';

/** What the checks find out on their way. */
export type Verification = {
  account: LinkedAccount;
  base: BaseCredentials;
  signal: AbortSignal;
  credentials?: AwsCredentialIdentity;
  regions: string[];
};

/** Why a check failed; undefined when it passed. */
export type Check = (verification: Verification) => Promise<string | undefined>;
