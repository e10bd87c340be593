import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { exampleSecrets } from '@oaf/access/testUtils';
import { exportJWK } from 'jose';
import { createClient, signProof, signTokenForm } from '../client/BenchClient';

/** A client that has enrolled. */
export interface ConnectedClient {
  getToken(resource: string): Promise<string>;
  /** A fresh proof for a GET, signed at once: batches of them are large. */
  signCall(url: string, token: string): string;
}

async function fetchNonce(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer}/nonce`, { method: 'POST' });
  return answer.headers.get('DPoP-Nonce')!;
}

async function post(
  url: string,
  init: { headers: Record<string, string>; body: string },
): Promise<any> {
  const answer = await fetch(url, { method: 'POST', ...init });
  if (!answer.ok) {
    throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  }
  return answer.json();
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Enrols with the example's temporary password. The client's id is told by the server. */
export async function connectClient(issuer: string): Promise<ConnectedClient> {
  const enrolling = await createClient('');
  const registerUrl = `${issuer}/register`;
  const { client_id: clientId } = await post(registerUrl, {
    headers: {
      Authorization: `Bearer ${exampleSecrets.initialAccessToken}`,
      'Content-Type': 'application/json',
      DPoP: await signProof(enrolling, {
        htm: 'POST',
        htu: registerUrl,
        nonce: await fetchNonce(issuer),
      }),
    },
    body: JSON.stringify({ jwks: { keys: [enrolling.publicJwk] } }),
  });
  const client = { ...enrolling, clientId };
  const { kty, crv, x, y } = client.publicJwk;
  const header = encode({
    typ: 'dpop+jwt',
    alg: 'ES256',
    jwk: { kty, crv, x, y },
  });
  const key = createPrivateKey({
    key: (await exportJWK(client.privateKey)) as Record<string, string>,
    format: 'jwk',
  });
  return {
    getToken: async resource => {
      const url = `${issuer}/token`;
      const nonce = await fetchNonce(issuer);
      const { access_token: token } = await post(url, {
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          DPoP: await signProof(client, { htm: 'POST', htu: url, nonce }),
        },
        body: await signTokenForm(client, issuer, { resource }),
      });
      return token;
    },
    signCall: (url, token) => {
      const claims = {
        jti: randomUUID(),
        htm: 'GET',
        htu: url,
        iat: Math.floor(Date.now() / 1000),
        ath: createHash('sha256').update(token).digest('base64url'),
      };
      const input = `${header}.${encode(claims)}`;
      const signature = sign('sha256', Buffer.from(input), {
        key,
        dsaEncoding: 'ieee-p1363',
      });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}
