import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { allow } from '../stack/allow';
import { viaService } from '../stack/keyPolicy';

export interface DatabaseClientsProps {
  secretArn: string;
  encryptionKey: IKey;
}

/** What a role needs that connects, to be attached to it: the password, which is another each week. */
export class DatabaseClients extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: DatabaseClientsProps) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: "Reads the database's password",
      statements: [
        allow(
          'Password',
          ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          [props.secretArn],
        ),
        allow('Encryption', ['kms:Decrypt'], [props.encryptionKey.keyArn], {
          StringEquals: {
            'kms:ViaService': viaService('secretsmanager'),
          },
        }),
      ],
    });
  }
}
