import { randomBytes } from 'node:crypto';
import {
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Emulator } from './Emulator';

/**
 * Makes the nonce keys of a gateway, as its rotation does on AWS. Twice: MiniStack makes the first one of other letters
 * than it is told, and the one before counts, too.
 */
export async function makeNonceKeys(
  { clientConfig }: Emulator,
  secretArn: string,
) {
  const client = new SecretsManagerClient(clientConfig);
  for (let count = 0; count < 2; count += 1) {
    const SecretString = randomBytes(32).toString('base64');
    await client.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString }),
    );
  }
}
