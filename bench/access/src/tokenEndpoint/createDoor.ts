import { createTestDoor, exampleSecrets } from '@oaf/access/testUtils';
import {
  createClient,
  signProof,
  type BenchClient,
} from '../client/BenchClient';

/** The door over in-memory adapters, with one client that has enrolled. */
export async function createDoor(origin: string) {
  const door = await createTestDoor(origin);
  const client = await createClient(door.grant.clientId);
  await enrol(door, client);
  return { door, client };
}

export type Door = Awaited<ReturnType<typeof createTestDoor>>;

/** A fresh challenge. */
export async function fetchNonce({ issuer, handle }: Door): Promise<string> {
  const answer = await handle(
    new Request(`${issuer}/nonce`, { method: 'POST' }),
  );
  return answer.headers.get('DPoP-Nonce')!;
}

async function enrol(door: Door, client: BenchClient) {
  const url = `${door.issuer}/register`;
  const nonce = await fetchNonce(door);
  const answer = await door.handle(
    new Request(url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${exampleSecrets.initialAccessToken}`,
        'Content-Type': 'application/json',
        DPoP: await signProof(client, { htm: 'POST', htu: url, nonce }),
      },
      body: JSON.stringify({ jwks: { keys: [client.publicJwk] } }),
    }),
  );
  if (answer.status !== 201) {
    throw new Error(`The client cannot enrol: ${await answer.text()}`);
  }
}
