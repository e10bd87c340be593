import {
  createPrivateKey,
  createPublicKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { JWK } from 'jose';
import type { KeptKeyPair, KeyPairRequest, KeyPairs } from '../ports';
import type { AwsCall } from './createAwsCall';
import {
  getItem,
  type Item,
  number,
  readNumber,
  readText,
  type Table,
  text,
  timeToLive,
  writeIf,
} from './table';

const rowOf = (tokenHash: string) => `pair#${tokenHash}`;

const toJwk = (key: KeyObject): JWK => ({
  ...(key.export({ format: 'jwk' }) as JWK),
  alg: 'ES256',
});

/**
 * Key pairs of P-256 that AWS KMS makes without showing the private half (25 requests per second). A row keeps it as KMS
 * encrypted it, tied by the encryption context to whom it is for, until it is handed out or the password expires.
 */
export class KmsKeyPairs implements KeyPairs {
  readonly #kms: AwsCall;
  readonly #keyId: string;
  readonly #table: Table;

  /** @param options - `keyId`: the symmetric KMS key of pairs that are asked for under none of their own */
  constructor(options: { kms: AwsCall; keyId: string; table: Table }) {
    this.#kms = options.kms;
    this.#keyId = options.keyId;
    this.#table = options.table;
  }

  async find(tokenHash: string): Promise<KeptKeyPair | undefined> {
    const item = await getItem(this.#table, rowOf(tokenHash));
    return item && toKeptKeyPair(item);
  }

  async make(tokenHash: string, request: KeyPairRequest): Promise<KeptKeyPair> {
    const answer = await this.#kms<{
      PrivateKeyCiphertextBlob: string;
      PublicKey: string;
    }>('GenerateDataKeyPairWithoutPlaintext', {
      KeyId: request.keyId ?? this.#keyId,
      KeyPairSpec: 'ECC_NIST_P256',
      EncryptionContext: request.owner,
    });
    const publicKey = createPublicKey({
      key: Buffer.from(answer.PublicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    await this.#keep(tokenHash, {
      ...request,
      publicJwk: toJwk(publicKey),
      sealedKey: answer.PrivateKeyCiphertextBlob,
      salt: randomBytes(32).toString('base64url'),
    });
    return (await this.find(tokenHash))!;
  }

  async open({ sealedKey, owner, keyId }: KeptKeyPair): Promise<JWK> {
    const { Plaintext } = await this.#kms<{ Plaintext: string }>('Decrypt', {
      KeyId: keyId ?? this.#keyId,
      CiphertextBlob: sealedKey,
      EncryptionContext: owner,
    });
    const key = Buffer.from(Plaintext, 'base64');
    return toJwk(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
  }

  take(tokenHash: string): Promise<boolean> {
    return writeIf(
      this.#table.call('UpdateItem', {
        TableName: this.#table.name,
        Key: { pk: text(rowOf(tokenHash)) },
        UpdateExpression: 'REMOVE sealedKey, salt',
        ConditionExpression: 'attribute_exists(sealedKey)',
      }),
    );
  }

  /** Unless somebody was faster, whose pair it is then. */
  async #keep(
    tokenHash: string,
    {
      owner,
      publicJwk,
      ...pair
    }: Omit<KeptKeyPair, 'sealedKey' | 'salt'> & {
      sealedKey: string;
      salt: string;
    },
  ) {
    await writeIf(
      this.#table.call('PutItem', {
        TableName: this.#table.name,
        Item: {
          pk: text(rowOf(tokenHash)),
          clientId: text(pair.clientId),
          owner: text(JSON.stringify(owner)),
          publicJwk: text(JSON.stringify(publicJwk)),
          sealedKey: text(pair.sealedKey),
          salt: text(pair.salt),
          ...(pair.keyId && { keyId: text(pair.keyId) }),
          until: number(pair.expiresAt),
          expires: timeToLive(pair.expiresAt),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  }
}

function toKeptKeyPair(item: Item): KeptKeyPair {
  const keyId = readText(item, 'keyId');
  return {
    ...(keyId && { keyId }),
    clientId: readText(item, 'clientId')!,
    owner: JSON.parse(readText(item, 'owner')!),
    publicJwk: JSON.parse(readText(item, 'publicJwk')!),
    sealedKey: readText(item, 'sealedKey'),
    salt: readText(item, 'salt'),
    expiresAt: readNumber(item, 'until')!,
  };
}
