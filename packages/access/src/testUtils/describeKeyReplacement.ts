import {
  clientKey,
  type ClientRegistryFixture,
  enrolment,
  grant,
  keyNamed,
  otherEnrolment,
  otherGrant,
  replacement,
} from './clientRegistryFixture';

/** The part of ClientRegistry's contract that is RFC 7592. */
export function describeKeyReplacement(
  create: () => Promise<ClientRegistryFixture>,
) {
  it('replaces keys and keeps the registration access token', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    await expect(registry.replaceKeys(replacement())).resolves.toBe('replaced');
    const client = await registry.findByClientId(grant.clientId);
    expect(client).toMatchObject({
      grant,
      registrationTokenHash: 'hash-of-registration-token',
    });
    expect(client?.keys).toHaveLength(2);
    expect(client?.keys).toEqual(
      expect.arrayContaining([clientKey('a', 5000), clientKey('b')]),
    );
    const heldKids = [keyNamed('b').kid, keyNamed('a').kid];
    const keys = [clientKey('b', 7000)];
    await expect(
      registry.replaceKeys(replacement({ heldKids, keys })),
    ).resolves.toBe('replaced');
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('b', 7000)] });
  });

  it('refuses to replace keys that are not those the caller saw', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    for (const wrong of [
      replacement({ heldKids: [] }),
      replacement({ heldKids: [keyNamed('c').kid] }),
      replacement({ clientId: 'sub_unknown' }),
    ]) {
      await expect(registry.replaceKeys(wrong)).resolves.toBe('outdated');
    }
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('a')] });
  });

  it('lets one of several concurrent replacements win', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    const outcomes = await Promise.all(
      [...'bcde'].map(letter =>
        registry.replaceKeys(replacement({ keys: [clientKey(letter)] })),
      ),
    );
    expect(outcomes.filter(outcome => outcome === 'replaced')).toHaveLength(1);
    expect(outcomes.filter(outcome => outcome === 'outdated')).toHaveLength(3);
  });

  it('refuses to replace keys by those of another client', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant(otherGrant);
    await registry.enrol(enrolment());
    await registry.enrol(
      enrolment({ ...otherEnrolment, keys: [keyNamed('b')] }),
    );
    await expect(registry.replaceKeys(replacement())).resolves.toBe(
      'key-taken',
    );
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('a')] });
  });

  it('unregisters: keys and registration access token go, the grant stays, the keys are free', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant(otherGrant);
    await registry.enrol(enrolment());
    await registry.unregister(grant.clientId);
    await expect(registry.findByClientId(grant.clientId)).resolves.toEqual({
      grant,
      keys: [],
      registrationTokenHash: null,
    });
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
    await expect(registry.enrol(enrolment(otherEnrolment))).resolves.toBe(
      'enrolled',
    );
  });
}
