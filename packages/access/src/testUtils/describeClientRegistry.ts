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
  regranted,
  replacement,
  secondToken,
  tokenHash,
} from './clientRegistryFixture';
import { describeFailedEnrolments } from './describeFailedEnrolments';
import { describeKeyReplacement } from './describeKeyReplacement';

export type { ClientRegistryFixture };

/**
 * The contract of ClientRegistry; call it inside `describe`.
 * @param create - makes an empty registry
 */
export function describeClientRegistry(
  create: () => Promise<ClientRegistryFixture>,
) {
  it('finds a client by its id and by its unspent enrolment token', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    const expected = { grant, keys: [] };
    await expect(registry.findByClientId(grant.clientId)).resolves.toEqual(
      expected,
    );
    await expect(registry.findByEnrolmentToken(tokenHash)).resolves.toEqual(
      expected,
    );
  });

  it('answers undefined for what it does not know', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await expect(registry.findByClientId('sub_other')).resolves.toBeUndefined();
    await expect(
      registry.findByEnrolmentToken('other'),
    ).resolves.toBeUndefined();
  });

  it('enrols once: the keys are there and the token is spent', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await expect(registry.enrol(enrolment())).resolves.toBe('enrolled');
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('a')] });
    await expect(
      registry.findByEnrolmentToken(tokenHash),
    ).resolves.toBeUndefined();
    await expect(
      registry.enrol(enrolment({ keys: [keyNamed('b')] })),
    ).resolves.toBe('token-spent');
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('a')] });
  });

  it('lets exactly one of many concurrent enrolments win', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    const outcomes = await Promise.all(
      [...'abcdefgh'].map(letter =>
        registry.enrol(enrolment({ keys: [keyNamed(letter)] })),
      ),
    );
    expect(outcomes.filter(outcome => outcome === 'enrolled')).toHaveLength(1);
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toHaveLength(1);
  });

  it('refuses a token that is of another client, unknown or expired', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant({ ...grant, clientId: 'sub_other', enrolment: null });
    for (const wrong of [
      enrolment({ clientId: 'sub_other' }),
      enrolment({ clientId: 'sub_unknown' }),
      enrolment({ tokenHash: 'other' }),
      enrolment({ at: expiresAt }),
    ]) {
      await expect(registry.enrol(wrong)).resolves.toBe('token-spent');
    }
    await expect(registry.enrol(enrolment())).resolves.toBe('enrolled');
  });

  it('refuses a key of another client, and the token stays good', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant(otherGrant);
    await registry.enrol(enrolment());
    await expect(registry.enrol(enrolment(otherEnrolment))).resolves.toBe(
      'key-taken',
    );
    await expect(
      registry.enrol(enrolment({ ...otherEnrolment, keys: [keyNamed('b')] })),
    ).resolves.toBe('enrolled');
  });

  it('keeps the keys, and the token spent, when a newer grant still carries the token', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    await applyGrant({ ...grant, revision: 2, status: 'suspended' });
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({
      grant: { revision: 2, status: 'suspended' },
      keys: [clientKey('a')],
    });
    await expect(
      registry.findByEnrolmentToken(tokenHash),
    ).resolves.toBeUndefined();
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
  });

  it('puts the key of a new token beside those that are there', async () => {
    const { registry, applyGrant } = await create();
    await expect(enrolTwo(registry, applyGrant)).resolves.toBe('enrolled');
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toHaveLength(2);
    expect(client?.keys).toEqual(
      expect.arrayContaining([
        clientKey('a'),
        clientKey('b', null, secondToken),
      ]),
    );
  });

  it('gives a key that enrols again to the new registration, without an end', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    const keys = [clientKey('a', expiresAt)];
    await registry.replaceKeys(replacement({ keys }));
    await applyGrant(regranted(2));
    await expect(
      registry.enrol(
        enrolment({
          tokenHash: 'hash-of-password-2',
          registrationTokenHash: secondToken,
        }),
      ),
    ).resolves.toBe('enrolled');
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toEqual([clientKey('a', null, secondToken)]);
  });

  it('refuses a key beyond the cap, and the token stays good until there is room', async () => {
    const { registry, applyGrant } = await create();
    await enrolTwo(registry, applyGrant);
    await applyGrant(regranted(3));
    const third = enrolment({
      tokenHash: 'hash-of-password-3',
      keys: [keyNamed('c')],
      registrationTokenHash: 'hash-of-third',
      maxKeys: 2,
    });
    await expect(registry.enrol(third)).resolves.toBe('too-many-keys');
    const before = await registry.findByClientId(grant.clientId);
    expect(before?.keys).toHaveLength(2);
    await registry.unregister({
      clientId: grant.clientId,
      registrationTokenHash: secondToken,
    });
    await expect(registry.enrol(third)).resolves.toBe('enrolled');
  });

  it('does not count keys that have ended, and drops them', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    const at = expiresAt - 1;
    await registry.replaceKeys(replacement({ keys: [clientKey('a', at)] }));
    await applyGrant(regranted(2));
    await expect(
      registry.enrol(
        enrolment({
          tokenHash: 'hash-of-password-2',
          keys: [keyNamed('b')],
          at,
          maxKeys: 1,
        }),
      ),
    ).resolves.toBe('enrolled');
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toEqual([clientKey('b')]);
  });

  it('forgets a client whose grant is removed', async () => {
    const { registry, applyGrant, removeGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    await removeGrant(grant.clientId);
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toBeUndefined();
  });

  it('never throws when a use is recorded', async () => {
    const { registry } = await create();
    expect(() =>
      registry.recordUse({ type: 'api-key', credentialId: 'unknown', at: 1 }),
    ).not.toThrow();
  });

  it('tells when a key is too old, by the grant as it is now', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    const at = enrolment().at;
    const limited = { ...regranted(2), clientKeyLifetime: 60_000 };
    await applyGrant(limited);
    const keys = [{ ...clientKey('a'), expiresAt: at + 60_000 }];
    await expect(registry.findByClientId(grant.clientId)).resolves.toEqual({
      grant: limited,
      keys,
    });
    await expect(
      registry.replaceKeys(
        replacement({
          heldKeys: keys,
          keys: [clientKey('a', at + 1000), clientKey('b')],
          at: at + 500,
        }),
      ),
    ).resolves.toBe('replaced');
    const client = await registry.findByClientId(grant.clientId);
    expect(client?.keys).toEqual(
      expect.arrayContaining([
        { ...clientKey('a', at + 1000), expiresAt: at + 60_000 },
        { ...clientKey('b'), expiresAt: at + 60_500 },
      ]),
    );
    await applyGrant(regranted(3));
    const unlimited = await registry.findByClientId(grant.clientId);
    expect(unlimited?.keys).toEqual(
      expect.arrayContaining([clientKey('a', at + 1000), clientKey('b')]),
    );
  });

  describeFailedEnrolments(create);
  describeKeyReplacement(create);
}
