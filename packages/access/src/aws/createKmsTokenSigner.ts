import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { SigningAlgorithm } from '../algorithms';
import { fromDer } from '../jws/ecdsaSignature';
import { thumbprint } from '../jws/thumbprint';
import type { RegisteredKey, TokenSigner } from '../ports';
import type { AwsCall } from './createAwsCall';

interface KmsAlgorithm {
  alg: SigningAlgorithm;
  signingAlgorithm: string;
  /** KMS takes a digest, except for Ed25519, which hashes by itself. */
  messageType: 'DIGEST' | 'RAW';
  toJose(signature: Buffer): Buffer;
}

const asIs = (signature: Buffer) => signature;

/** By the curve of the public key, or by its type when it has none. */
const algorithms: Record<string, KmsAlgorithm> = {
  prime256v1: {
    alg: 'ES256',
    signingAlgorithm: 'ECDSA_SHA_256',
    messageType: 'DIGEST',
    toJose: der => Buffer.from(fromDer(der)),
  },
  ed25519: {
    alg: 'EdDSA',
    signingAlgorithm: 'ED25519_SHA_512',
    messageType: 'RAW',
    toJose: asIs,
  },
  rsa: {
    alg: 'PS256',
    signingAlgorithm: 'RSASSA_PSS_SHA_256',
    messageType: 'DIGEST',
    toJose: asIs,
  },
};

function nameOf({ asymmetricKeyDetails, asymmetricKeyType }: KeyObject) {
  return String(asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType);
}

interface KmsKey {
  algorithm: KmsAlgorithm;
  jwk: RegisteredKey;
}

async function readKey(kms: AwsCall, keyId: string): Promise<KmsKey> {
  const answer = await kms<{ PublicKey: string }>('GetPublicKey', {
    KeyId: keyId,
  });
  const der = Buffer.from(answer.PublicKey, 'base64');
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const algorithm = algorithms[nameOf(publicKey)];
  if (!algorithm) {
    throw new Error(
      `The KMS key ${keyId} is of ${nameOf(
        publicKey,
      )}; make one of ECC_NIST_P256, ECC_NIST_EDWARDS25519 or RSA_2048, for SIGN_VERIFY`,
    );
  }
  const jwk = publicKey.export({ format: 'jwk' }) as JWK;
  return {
    algorithm,
    jwk: { ...jwk, kid: thumbprint(jwk), alg: algorithm.alg, use: 'sig' },
  };
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function messageOf({ messageType }: KmsAlgorithm, input: string): string {
  return messageType === 'DIGEST'
    ? createHash('sha256').update(input).digest('base64')
    : Buffer.from(input).toString('base64');
}

/**
 * A signer whose private key stays in AWS KMS.
 * @param options - `kms`: calls the service; `keyId`: of the key that signs; `otherKeyIds`: of the next and the last one,
 * which JWKS shows as well
 */
export async function createKmsTokenSigner(options: {
  kms: AwsCall;
  keyId: string;
  otherKeyIds?: string[];
}): Promise<TokenSigner> {
  const { kms, keyId, otherKeyIds = [] } = options;
  const [key, ...others] = await Promise.all(
    [keyId, ...otherKeyIds].map(id => readKey(kms, id)),
  );
  const { algorithm, jwk } = key;
  const jwks = { keys: [jwk, ...others.map(other => other.jwk)] };
  return {
    alg: algorithm.alg,
    kid: jwk.kid,
    jwks: async () => jwks,
    sign: async (header, payload) => {
      const input = `${encode(header)}.${encode(payload)}`;
      const { Signature: signature } = await kms<{ Signature: string }>(
        'Sign',
        {
          KeyId: keyId,
          Message: messageOf(algorithm, input),
          MessageType: algorithm.messageType,
          SigningAlgorithm: algorithm.signingAlgorithm,
        },
      );
      const jose = algorithm.toJose(Buffer.from(signature, 'base64'));
      return `${input}.${jose.toString('base64url')}`;
    },
  };
}
