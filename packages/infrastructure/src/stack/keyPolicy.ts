import { Aws } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  type IPrincipal,
  PolicyStatement,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import { keyAdministration } from './keyAdministration';

/** A key's policy speaks of this key alone, which it calls `*`. */
const THIS_KEY = ['*'];

/** Of the account's administrators. */
export function administration(): PolicyStatement {
  return new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: keyAdministration,
    resources: THIS_KEY,
  });
}

/** What KMS calls a service of this Region that asks for somebody else. */
export const viaService = (service: string): string =>
  `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;

const sids = {
  rds: 'Databases',
  s3: 'Buckets',
  secretsmanager: 'SecretsManager',
  sns: 'Topics',
};

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

/** Whoever of the account may use what a service keeps may have the service use its key, and in no other way. */
export function useByWayOf(
  service: 'rds' | 's3' | 'secretsmanager' | 'sns',
  actions = ['kms:Decrypt', 'kms:GenerateDataKey'],
): PolicyStatement {
  return use(sids[service], [new AccountRootPrincipal()], actions, {
    StringEquals: {
      'kms:CallerAccount': Aws.ACCOUNT_ID,
      'kms:ViaService': viaService(service),
    },
  });
}
