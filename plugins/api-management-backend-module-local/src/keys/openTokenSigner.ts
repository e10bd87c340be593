import { join } from 'node:path';
import {
  createLocalTokenSigner,
  generateSigningKey,
  type TokenSigner,
} from '@oaf/access';
import type { JWK } from 'jose';
import { createSecretFile, readSecretFile } from './secretFile';

/** The issuer's ES256 key from `signing-key.json` in the data directory, which the first start makes. */
export async function openTokenSigner(
  dataDirectory: string,
): Promise<TokenSigner> {
  const path = join(dataDirectory, 'signing-key.json');
  if (!(await readSecretFile<JWK>(path))) {
    await createSecretFile(path, await generateSigningKey('ES256'));
  }
  const privateKey = (await readSecretFile<JWK>(path))!;
  return createLocalTokenSigner({ privateKey });
}
