import { generateKeyPair, exportJWK, type JWK } from 'jose';
import { createTestDoor } from '../testUtils/createTestDoor';
import { createRawKey, registrationRequest } from '../testUtils/rawClient';
import cases from './__fixtures__/jwk-without-alg.json';

type Outcome = {
  status: number;
  body: any;
  /** As the fixture names the key: without alg. */
  bare: JWK;
  kid: string;
};

/** What the fixture's `expect` says, in its order. */
const expectations: Array<(outcome: Outcome) => void> = [
  ({ status, body }) => {
    expect(status).toBe(201);
    expect(body.jwks.keys[0].alg).toBe('ES256');
    expect(body.token_endpoint_auth_signing_alg).toBe('ES256');
  },
  ({ status, body }) => {
    expect(status).toBe(201);
    expect(body.jwks.keys[0].alg).toBe('EdDSA');
  },
  ({ status, body }) => {
    expect(status).toBe(201);
    expect(body.jwks.keys[0].alg).toBe('PS256');
  },
  ({ status, body }) => {
    expect(status).toBe(201);
    expect(body.grant_types).toEqual(['client_credentials']);
    expect(body).not.toHaveProperty('software_id');
  },
  ({ status, body, kid }) => {
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toContain(`kid must be ${kid}`);
  },
  ({ status, body, bare }) => {
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toMatch(/compromised/);
    expect(JSON.stringify(body)).not.toContain(bare.d);
  },
  ({ status, body }) => {
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toMatch(/jwks_uri/);
  },
];

const algorithms: Record<string, 'ES256' | 'PS256' | 'EdDSA'> = {
  EC: 'ES256',
  RSA: 'PS256',
  OKP: 'EdDSA',
};

/** The fixture's key with the members of a real one in the place of KEY. */
async function fill(template: Record<string, unknown>) {
  const raw = await createRawKey(algorithms[template.kty as string]);
  const bare = await exportJWK(raw.privateKey);
  const filled = Object.entries(template).map(([name, value]) => [
    name,
    value === 'KEY' ? bare[name as keyof JWK] : value,
  ]);
  return { raw, bare, jwk: Object.fromEntries(filled) };
}

async function register(body: (typeof cases.cases)[number]['body']) {
  const door = await createTestDoor();
  const { raw, bare, jwk } = await fill(body.jwks.keys[0]);
  const metadata = { ...body, jwks: { keys: [jwk] } };
  const request = await registrationRequest(door, raw, {
    body: JSON.stringify(metadata),
  });
  const answer = await door.handle(request);
  return {
    status: answer.status,
    body: await answer.json(),
    bare,
    kid: raw.kid,
  };
}

describe('a registration whose key', () => {
  it.each(cases.cases.map((each, index) => [each.name, each, index] as const))(
    'is: %s',
    async (_, { body }, index) => {
      expect.hasAssertions();
      expectations[index](await register(body));
    },
  );

  it('has an expectation for every case', () => {
    expect(expectations).toHaveLength(cases.cases.length);
  });

  it('is RSA and says its algorithm nowhere is told what to add', async () => {
    const { publicKey } = await generateKeyPair('PS256', { extractable: true });
    const door = await createTestDoor();
    const metadata = { jwks: { keys: [await exportJWK(publicKey)] } };
    const request = await registrationRequest(
      door,
      await createRawKey('PS256'),
      { metadata },
    );
    const answer = await door.handle(request);
    expect(answer.status).toBe(400);
    await expect(answer.json()).resolves.toMatchObject({
      error: 'invalid_client_metadata',
      error_description: expect.stringContaining('add alg PS256'),
    });
  });
});
