import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AccessFunction, functionRole } from './AccessFunction';
import {
  type AccessFunctionName,
  accessFunctions,
  type AccessPermission,
  accessPermissions,
  READ_SECRET_ACTIONS,
  ROTATE_SECRET_ACTIONS,
  TABLE_ACTIONS,
} from './accessPermissions';
import { viaService } from '../stack/keyPolicy';

const descriptions: Record<AccessFunctionName, string> = {
  authorizer: 'Judges each call of an API',
  keyPair: 'Makes key pairs for consumers that cannot',
  metadata: 'Tells what the issuer can do, and its keys',
  nonce: 'Gives a DPoP nonce on request',
  register: 'Registers the keys of clients',
  revoke: 'Revokes access tokens',
  rotateNonceKey: 'Rotates the key of the DPoP nonces',
  token: 'Gives access tokens',
};

/** The roles stand alone, because keys name them and functions name the keys. */
export class AccessRoles extends Construct {
  readonly of: Record<AccessFunctionName, Role>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.of = Object.fromEntries(
      accessFunctions.map(name => [name, functionRole(this, name)]),
    ) as Record<AccessFunctionName, Role>;
  }
}

export interface AccessFunctionsProps {
  roles: AccessRoles;
  table: ITable;
  nonceKeys: ISecret;
  codeOf: (name: AccessFunctionName) => Code;
  environmentOf: (name: AccessFunctionName) => Record<string, string>;
  /** Days. */
  logRetention: number;
}

/** The door's functions, each with what it needs and no more. */
export class AccessFunctions extends Construct {
  readonly of: Record<AccessFunctionName, AccessFunction>;

  constructor(scope: Construct, id: string, props: AccessFunctionsProps) {
    super(scope, id);
    const { roles, codeOf, environmentOf, logRetention } = props;
    this.of = Object.fromEntries(
      accessFunctions.map(name => {
        grantTo(roles.of[name], accessPermissions[name], props);
        const each = new AccessFunction(this, name, {
          description: descriptions[name],
          role: roles.of[name],
          code: codeOf(name),
          environment: environmentOf(name),
          logRetention,
        });
        return [name, each];
      }),
    ) as Record<AccessFunctionName, AccessFunction>;
  }
}

const allow = (sid: string, actions: string[], resource: string) =>
  new PolicyStatement({ sid, actions, resources: [resource] });

function grantTo(
  role: Role,
  permissions: readonly AccessPermission[],
  { table, nonceKeys }: AccessFunctionsProps,
) {
  const statements: Record<AccessPermission, PolicyStatement[]> = {
    table: [allow('Table', TABLE_ACTIONS, table.tableArn)],
    readNonceKeys: [
      allow('NonceKeys', READ_SECRET_ACTIONS, nonceKeys.secretArn),
      decrypt(nonceKeys, ['kms:Decrypt']),
    ],
    rotateNonceKeys: [
      allow('NonceKeys', ROTATE_SECRET_ACTIONS, nonceKeys.secretArn),
      decrypt(nonceKeys, ['kms:Decrypt', 'kms:GenerateDataKey']),
    ],
  };
  for (const permission of permissions) {
    statements[permission].forEach(each => role.addToPolicy(each));
  }
}

/** By way of Secrets Manager only. */
function decrypt({ encryptionKey }: ISecret, actions: string[]) {
  return new PolicyStatement({
    sid: 'NonceKeysEncryption',
    actions,
    resources: [encryptionKey!.keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': viaService('secretsmanager'),
      },
    },
  });
}
