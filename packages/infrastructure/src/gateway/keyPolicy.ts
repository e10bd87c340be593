import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  type IPrincipal,
  PolicyStatement,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A key's policy speaks of this key alone, which it calls `*`. */
const THIS_KEY = ['*'];

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * The account's administrators look after a key and cannot use it: neither themselves nor by a grant, which they could
 * give with `kms:CreateGrant`.
 */
export function administration(): PolicyStatement {
  return new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: ADMINISTRATION,
    resources: THIS_KEY,
  });
}

export function use(
  sid: string,
  principals: IPrincipal[],
  actions: string[],
  conditions?: PolicyStatementProps['conditions'],
): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals,
    actions,
    resources: THIS_KEY,
    conditions,
  });
}

/** Whoever may use a secret may have Secrets Manager use its key. */
export function useBySecretsManager(scope: Construct): PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return use(
    'SecretsManager',
    [new AccountRootPrincipal()],
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    {
      StringEquals: {
        'kms:CallerAccount': Aws.ACCOUNT_ID,
        'kms:ViaService': `secretsmanager.${region}.${urlSuffix}`,
      },
    },
  );
}
