import { createHash, randomUUID } from 'node:crypto';
import type { AuthorizationRequest } from '@oaf/access';
import { readRawHeaders } from '@oaf/access';
import { exampleSecrets } from '@oaf/access/testUtils';
import { JwtVerifier } from 'aws-jwt-verify';
import { signProof, type BenchClient } from '../client/BenchClient';
import { createDoor, type Door } from '../tokenEndpoint/createDoor';
import { countVerifications } from './countVerifications';

export type Call = AuthorizationRequest;

const origin = 'https://gateway.test';

/** A token as the door's own token endpoint issues it. */
function issueToken({ signer, issuer, grant }: Door, client: BenchClient) {
  const iat = Math.floor(Date.now() / 1000);
  const [{ resource }] = grant.apis;
  return signer.sign(
    { typ: 'at+jwt', alg: signer.alg, kid: signer.kid },
    {
      iss: issuer,
      sub: client.clientId,
      client_id: client.clientId,
      aud: resource,
      iat,
      nbf: iat,
      exp: iat + 300,
      jti: randomUUID(),
      scope: grant.scopes.join(' '),
      cnf: { jkt: client.kid },
      ext: {
        akh: grant.apiKeys.map(({ hash }) => hash),
        client_kid: client.kid,
      },
    },
  );
}

/** The text in one piece, as it comes from a socket: what was put together of pieces is joined only when it is first read. */
function asReceived(text: string): string {
  return Buffer.from(text).toString();
}

async function toCall(
  { grant }: Door,
  client: BenchClient,
  token: string,
): Promise<Call> {
  const [{ resource }] = grant.apis;
  const url = `${resource}/accounts`;
  const ath = createHash('sha256').update(token).digest('base64url');
  const proof = await signProof(client, { htm: 'GET', htu: url, ath });
  const fields = {
    Authorization: `DPoP ${token}`,
    DPoP: proof,
    'x-api-key': exampleSecrets.apiKey,
  };
  const received = Object.entries(fields).flat().map(asReceived);
  const headers = readRawHeaders(received);
  return { method: 'GET', url, headers, resource };
}

async function createNeighbour({ issuer, grant, signer }: Door) {
  const verifier = JwtVerifier.create({
    issuer,
    audience: grant.apis[0].resource,
    jwksUri: `${issuer}/jwks`,
  });
  const { keys } = await signer.jwks();
  verifier.cacheJwks({ keys } as Parameters<typeof verifier.cacheJwks>[0]);
  return verifier;
}

function times<Made>(count: number, make: () => Promise<Made>) {
  return Promise.all(Array.from({ length: count }, make));
}

/** Calls to judge, and who judges them. */
export async function createCalls() {
  const { door, client } = await createDoor(origin);
  const neighbour = await createNeighbour(door);
  const known = await issueToken(door, client);
  const freshToken = () => issueToken(door, client);
  const knownCall = () => toCall(door, client, known);
  return {
    authorize: door.authorize,
    withFreshTokens: (count: number) =>
      times(count, async () => toCall(door, client, await freshToken())),
    withKnownToken: (count: number) => times(count, knownCall),
    freshTokens: (count: number) =>
      times(count, async () => asReceived(await freshToken())),
    verifyWithNeighbour: async (token: string) => {
      neighbour.verifySync(token);
    },
    countVerifications: async () =>
      countVerifications(await times(50, knownCall), door.authorize),
  };
}
