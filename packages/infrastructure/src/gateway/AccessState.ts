import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { AccessRoles } from './AccessFunctions';
import { AccessTable } from './AccessTable';
import { EncryptionKey } from './EncryptionKey';
import { IssuerKey } from './IssuerKey';
import { NonceKeys } from './NonceKeys';

/** All that the door keeps: its table and its keys. */
export class AccessState extends Construct {
  readonly table: Table;
  readonly issuerKey: Key;
  readonly encryptionKey: Key;
  readonly nonceKeys: NonceKeys;

  constructor(
    scope: Construct,
    id: string,
    { roles }: { roles: AccessRoles['of'] },
  ) {
    super(scope, id);
    this.table = new AccessTable(this, 'Rows').table;
    this.issuerKey = new IssuerKey(this, 'IssuerKey', {
      signer: roles.token,
      readers: [roles.token, roles.metadata],
    }).key;
    this.encryptionKey = new EncryptionKey(this, 'EncryptionKey', {
      keyPairMaker: roles.keyPair,
    }).key;
    this.nonceKeys = new NonceKeys(this, 'NonceKeys', {
      encryptionKey: this.encryptionKey,
    });
  }
}
