import {
  clientKey,
  type ClientRegistryFixture,
  enrolment,
  enrolTwo,
  expiresAt,
  grant,
  keyNamed,
  otherEnrolment,
  otherGrant,
  replacement,
  secondToken,
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
    expect(client).toMatchObject({ grant });
    expect(client?.keys).toHaveLength(2);
    expect(client?.keys).toEqual(
      expect.arrayContaining([clientKey('a', 5000), clientKey('b')]),
    );
    const heldKeys = [clientKey('b'), clientKey('a', 5000)];
    const keys = [clientKey('b', 7000)];
    await expect(
      registry.replaceKeys(replacement({ heldKeys, keys })),
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
      replacement({ heldKeys: [] }),
      replacement({ heldKeys: [clientKey('c')] }),
      replacement({ heldKeys: [clientKey('a', 9000)] }),
      replacement({ heldKeys: [clientKey('a', null, 'hash-of-other')] }),
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

  it('keeps what another registration did meanwhile', async () => {
    const { registry, applyGrant } = await create();
    await enrolTwo(registry, applyGrant);
    const heldKeys = [clientKey('a'), clientKey('b', null, secondToken)];
    const [first, second] = heldKeys;
    const outcomes = await Promise.all([
      registry.replaceKeys(
        replacement({
          heldKeys,
          keys: [{ ...first, notAfter: expiresAt }, second],
        }),
      ),
      registry.replaceKeys(
        replacement({
          heldKeys,
          keys: [first, { ...second, notAfter: expiresAt }],
        }),
      ),
    ]);
    expect(outcomes.sort()).toEqual(['outdated', 'replaced']);
    const client = await registry.findByClientId(grant.clientId);
    const ending = client?.keys.filter(({ notAfter }) => notAfter !== null);
    expect(ending).toHaveLength(1);
  });

  it('unregisters: the keys go, the grant stays, the keys are free', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant(otherGrant);
    await registry.enrol(enrolment());
    await registry.unregister({
      clientId: grant.clientId,
      registrationTokenHash: 'hash-of-registration-token',
    });
    await expect(registry.findByClientId(grant.clientId)).resolves.toEqual({
      grant,
      keys: [],
    });
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
    await expect(registry.enrol(enrolment(otherEnrolment))).resolves.toBe(
      'enrolled',
    );
  });

  it('unregisters one registration of several', async () => {
    const { registry, applyGrant } = await create();
    await enrolTwo(registry, applyGrant);
    await registry.unregister({
      clientId: grant.clientId,
      registrationTokenHash: 'hash-of-registration-token',
    });
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toEqual([clientKey('b', null, secondToken)]);
  });
}
