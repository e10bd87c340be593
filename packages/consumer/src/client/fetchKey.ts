import { compactDecrypt } from 'jose';
import type * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import { explainRefusal } from './explain';
import type { PrivateKey } from './keys';

/** More rounds than any gateway asks for would keep this machine busy. */
const maxRounds = 1_000_000;

/** The client information response with the key that the gateway made. */
type KeyPairAnswer = client.ClientMetadata & { encrypted_private_key: string };

async function decrypt(jwe: string, password: string): Promise<PrivateKey> {
  const { plaintext } = await compactDecrypt(jwe, Buffer.from(password), {
    keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
    maxPBES2Count: maxRounds,
  });
  return JSON.parse(Buffer.from(plaintext).toString('utf8'));
}

function endpointOf(metadata: client.ServerMetadata): string {
  const endpoint = metadata.key_pair_endpoint;
  if (typeof endpoint !== 'string') {
    throw new ConsumerProblem(
      'The gateway makes no key pairs.',
      'Leave --key-from-gateway out: the key pair is then made on this machine.',
    );
  }
  return endpoint;
}

/**
 * A key pair made by the gateway, which answers it once.
 * @throws ConsumerProblem
 */
export async function fetchKey(
  metadata: client.ServerMetadata,
  password: string,
): Promise<{ key: PrivateKey; registered: client.ClientMetadata }> {
  const response = await fetch(endpointOf(metadata), {
    method: 'POST',
    headers: { Authorization: `Bearer ${password}` },
  });
  const answer = await response.json();
  if (!response.ok) {
    throw explainRefusal(answer.error, answer.error_description);
  }
  const { encrypted_private_key, ...registered } = answer as KeyPairAnswer;
  return { key: await decrypt(encrypted_private_key, password), registered };
}
