import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { generateSigningKey } from '../signer/createLocalTokenSigner';
import type { TestDoor } from '../testUtils/createTestDoor';
import {
  mutualTlsTokenRequest,
  type RawKey,
  signProof,
} from '../testUtils/rawClient';

/** The challenge, as the door's `/nonce` answers it: oidc-provider has it in its refusals only. */
async function fetchNonce(oracle: TestDoor, key: RawKey): Promise<Response> {
  const target = { method: 'POST', url: `${oracle.issuer}/token` };
  const headers = { DPoP: await signProof(key, target) };
  const answer = await fetch(
    await mutualTlsTokenRequest(oracle, key, { headers }),
  );
  return Response.json({ nonce: answer.headers.get('DPoP-Nonce') });
}

/**
 * oidc-provider, certified for FAPI 2.0, set to the same client, scopes, resource, challenge and profile as the door. The
 * answer has the face of a door, as far as the builders of requests look.
 */
export async function startOracle(door: TestDoor, key: RawKey) {
  const child = fork(join(__dirname, 'oracleMain.mjs'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send({
    client: {
      client_id: door.grant.clientId,
      token_endpoint_auth_signing_alg: key.alg,
      jwks: { keys: [{ ...key.publicJwk, kid: key.kid }] },
    },
    signingKey: await generateSigningKey(),
    resource: door.grant.apis[0].resource,
  });
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
  const oracle = { ...door, issuer };
  oracle.handle = request =>
    request.url.endsWith('/nonce') ? fetchNonce(oracle, key) : fetch(request);
  return { oracle, close: () => child.kill() };
}
