import type { KeyPairs } from '../ports';

const request = {
  clientId: 'sub_example',
  owner: {
    issuer: 'https://door.example.com/oauth',
    subscriptionId: 'subscription-1',
    credentialId: 'enrolment-1',
  },
  expiresAt: Date.now() + 3_600_000,
};

/**
 * The contract of KeyPairs; call it inside `describe`.
 * @param create - keeps none yet
 */
export function describeKeyPairs(create: () => Promise<KeyPairs>) {
  it('makes one pair for a temporary password, however many ask at once', async () => {
    const pairs = await create();
    await expect(pairs.find('token')).resolves.toBeUndefined();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => pairs.make('token', request)),
    );
    expect(new Set(made.map(({ publicJwk }) => publicJwk.x)).size).toBe(1);
    await expect(pairs.find('token')).resolves.toEqual(made[0]);
    const other = await pairs.make('other', request);
    expect(other.publicJwk.x).not.toBe(made[0].publicJwk.x);
    expect(other).toMatchObject(request);
  });

  it('keeps no private half that can be read, and opens it to the pair of P-256', async () => {
    const pairs = await create();
    const pair = await pairs.make('token', request);
    const { d, ...publicJwk } = await pairs.open(pair);
    expect(publicJwk).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' });
    expect(publicJwk).toMatchObject({ x: pair.publicJwk.x });
    expect(d).toMatch(/^[\w-]{43}$/);
    expect(pair.publicJwk).not.toHaveProperty('d');
    expect(JSON.stringify(pair)).not.toContain(d);
  });

  it('forgets the private half for one of many that take it', async () => {
    const pairs = await create();
    await pairs.make('token', request);
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => pairs.take('token')),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    await expect(pairs.find('token')).resolves.toMatchObject({
      clientId: 'sub_example',
      sealedKey: null,
      salt: null,
    });
    await expect(pairs.take('unknown')).resolves.toBe(false);
  });
}
