import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import { keyAdministration } from '@oaf/infrastructure';
import { trustOf } from '../credentials/RoleSessions';

/** For so long an administrator can call a deletion off; KMS lets no longer. */
export const PENDING_DAYS = 30;

/** As for the keys of stacks. A symmetric one has no public key. */
const ADMINISTRATION = keyAdministration.filter(
  action => action !== 'kms:GetPublicKey',
);

type Condition = Record<string, Record<string, string>>;

/**
 * Who may do what with the key of a subscription: the gateway's maker of key pairs, for this subscription, and the trust
 * role, which may end it and not use it. As the key says so itself, neither role may do anything with other keys. They are
 * named by a condition and not as principals, so that a role that was made anew by the same name is known, too.
 */
export function dedicatedKeyPolicy(
  { account, outputs }: AccessGateway,
  subscriptionId: string,
) {
  const statement = (Sid: string, AWS: string, Action: string[]) => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS },
    Action,
    Resource: '*',
  });
  const role = (
    arn: string,
    Sid: string,
    actions: string[],
    { StringEquals, ...others }: Condition = {},
  ) => ({
    ...statement(Sid, '*', actions),
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': arn },
      StringEquals: { 'kms:CallerAccount': account.accountId, ...StringEquals },
      ...others,
    },
  });
  const maker = outputs.KeyPairRoleArn;
  const trusted = trustOf(account).roleArn;
  const owner = { 'kms:EncryptionContext:subscriptionId': subscriptionId };
  return {
    Version: '2012-10-17',
    Statement: [
      statement(
        'Administration',
        `arn:${account.partition}:iam::${account.accountId}:root`,
        ADMINISTRATION,
      ),
      role(maker, 'KeyPairs', ['kms:GenerateDataKeyPairWithoutPlaintext'], {
        StringEquals: { ...owner, 'kms:DataKeyPairSpec': 'ECC_NIST_P256' },
      }),
      role(maker, 'KeyPairsHandedOut', ['kms:Decrypt'], {
        StringEquals: owner,
      }),
      role(trusted, 'Keep', ['kms:DescribeKey', 'kms:EnableKey']),
      role(trusted, 'End', ['kms:ScheduleKeyDeletion'], {
        NumericEquals: {
          'kms:ScheduleKeyDeletionPendingWindowInDays': String(PENDING_DAYS),
        },
      }),
    ],
  };
}
