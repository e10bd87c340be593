import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';
import { administration, useByWayOf } from '../stack/keyPolicy';
import { keySecret } from '../stack/keySecret';

/** What only the portal knows: made when it is deployed, and kept when the stack goes, as its database is. */
export class PortalSecrets extends Construct {
  readonly encryptionKey: Key;
  /** Signs the cookies of people who sign in. */
  readonly session: Secret;
  /** Envelopes secrets until they are shown. */
  readonly envelope: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.encryptionKey = new Key(this, 'Key', {
      description: 'Encrypts the secrets of the portal',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [administration(), useByWayOf('secretsmanager')],
      }),
    });
    this.session = this.add('Session', 'Signs the cookies of the portal');
    this.envelope = this.add('Envelope', 'Encrypts what waits to be shown');
  }

  private add(id: string, description: string) {
    const secret = keySecret(this, id, {
      description,
      encryptionKey: this.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(secret, {
      'AwsSolutions-SMG4':
        'What was signed or encrypted with it would be lost with another; whoever wants another one writes it, and deploys the tasks anew.',
    });
    return secret;
  }
}
