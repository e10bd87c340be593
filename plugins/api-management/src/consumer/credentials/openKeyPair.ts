import type { EncryptedKeyPair } from '@oaf/backstage-plugin-api-management-common';
import type { JWK } from 'jose';

/** More than any gateway asks for would keep the browser busy. */
const MAX_ROUNDS = 1_000_000;

/** A key pair as files, in the memory of the page alone. */
export type KeyPair = {
  thumbprint: string;
  /** What is saved, by the file's name. */
  files: Record<'jwk' | 'pem' | 'registration', string>;
};

const toText = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** Browsers keep cryptography from pages that came over a connection that anybody can read. */
export const canOpenKeyPairs = () => globalThis.crypto?.subtle !== undefined;

/** @throws Error when the password is not the one it was encrypted with */
export async function openKeyPair(
  { encryptedPrivateKey, registration }: EncryptedKeyPair,
  temporaryPassword: string,
): Promise<KeyPair> {
  // Few visitors of the page need it.
  const { compactDecrypt, exportPKCS8, importJWK } = await import('jose');
  const { plaintext } = await compactDecrypt(
    encryptedPrivateKey,
    new TextEncoder().encode(temporaryPassword),
    {
      keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
      maxPBES2Count: MAX_ROUNDS,
    },
  );
  const jwk: JWK = JSON.parse(new TextDecoder().decode(plaintext));
  const key = await importJWK(jwk, jwk.alg, { extractable: true });
  return {
    thumbprint: jwk.kid!,
    files: {
      jwk: toText(jwk),
      pem: await exportPKCS8(key as CryptoKey),
      registration: toText(registration),
    },
  };
}
