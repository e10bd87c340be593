import {
  clientKey,
  type ClientRegistryFixture,
  enrolment,
  expiresAt,
  grant,
  keyNamed,
  otherEnrolment,
  otherGrant,
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
    const expected = { grant, keys: [], registrationTokenHash: null };
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
    ).resolves.toMatchObject({
      keys: [clientKey('a')],
      registrationTokenHash: 'hash-of-registration-token',
    });
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

  it('replaces the keys when a new token enrols', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await registry.enrol(enrolment());
    await applyGrant({
      ...grant,
      revision: 2,
      enrolment: { ...grant.enrolment!, tokenHash: 'hash-of-second' },
    });
    await expect(
      registry.enrol(
        enrolment({ tokenHash: 'hash-of-second', keys: [keyNamed('b')] }),
      ),
    ).resolves.toBe('enrolled');
    await expect(
      registry.findByClientId(grant.clientId),
    ).resolves.toMatchObject({ keys: [clientKey('b')] });
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

  describeFailedEnrolments(create);
  describeKeyReplacement(create);
}
