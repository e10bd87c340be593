import { InputError } from '@backstage/errors';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import { partitionNames } from '../partitions/partitions';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ROLE_ARN =
  /^arn:([a-z-]+):iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/;

/** @throws InputError telling what would be right */
export function validateAccount(accountId: string, partition: string) {
  if (!/^\d{12}$/.test(accountId)) {
    throw new InputError(
      `${accountId} is not the id of an AWS account. It is 12 digits, without dashes; the console shows it under the account's name.`,
    );
  }
  if (!partitionNames.includes(partition)) {
    throw new InputError(
      `There is no AWS partition ${partition}. It is one of ${partitionNames.join(
        ', ',
      )}.`,
    );
  }
}

/** @throws InputError telling what would be right */
export function validateRole(
  { accountId, partition }: Pick<LinkedAccount, 'accountId' | 'partition'>,
  roleArn: string,
): void {
  const expected = `arn:${partition}:iam::${accountId}:role/<name>`;
  const [, arnPartition, arnAccount] = ROLE_ARN.exec(roleArn) ?? [];
  if (!arnPartition) {
    throw new InputError(
      `${roleArn} is not the ARN of an IAM role. It looks like ${expected}; the trust stack shows it among its outputs as RoleArn.`,
    );
  }
  if (arnPartition !== partition) {
    throw new InputError(
      `The role ${roleArn} is in the partition ${arnPartition}, but the account is linked as one of ${partition}. Link it with the right partition, or enter a role that looks like ${expected}.`,
    );
  }
  if (arnAccount !== accountId) {
    throw new InputError(
      `The role ${roleArn} belongs to account ${arnAccount}, but account ${accountId} is being linked. Enter a role that looks like ${expected}.`,
    );
  }
}
