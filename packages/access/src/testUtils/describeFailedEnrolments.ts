import type { ClientRegistry } from '../ports';
import {
  type ClientRegistryFixture,
  enrolment,
  grant,
  keyNamed,
  otherEnrolment,
  otherGrant,
  tokenHash,
} from './clientRegistryFixture';

/** The part of ClientRegistry's contract that burns initial access tokens. */
export function describeFailedEnrolments(
  create: () => Promise<ClientRegistryFixture>,
) {
  async function failedAttempts(
    registry: ClientRegistry,
    count: number,
    attempt = { tokenHash, limit: 5 },
  ) {
    await Promise.all(
      Array.from({ length: count }, () =>
        registry.countFailedEnrolment(attempt),
      ),
    );
  }

  it('spends a token with the failed attempt that reaches the limit', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await failedAttempts(registry, 4);
    await expect(
      registry.findByEnrolmentToken(tokenHash),
    ).resolves.toBeDefined();
    await failedAttempts(registry, 1);
    await expect(
      registry.findByEnrolmentToken(tokenHash),
    ).resolves.toBeUndefined();
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
    await applyGrant({ ...grant, revision: 2 });
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
  });

  it('counts concurrent failed attempts one by one', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await failedAttempts(registry, 5);
    await expect(registry.enrol(enrolment())).resolves.toBe('token-spent');
  });

  it('counts failed attempts per token, and no unknown one', async () => {
    const { registry, applyGrant } = await create();
    await applyGrant(grant);
    await applyGrant(otherGrant);
    await failedAttempts(registry, 4);
    await failedAttempts(registry, 5, { tokenHash: 'unknown', limit: 5 });
    const enrolmentAgain = { ...grant.enrolment!, tokenHash: 'hash-of-second' };
    await applyGrant({ ...grant, revision: 2, enrolment: enrolmentAgain });
    await failedAttempts(registry, 4, {
      tokenHash: 'hash-of-second',
      limit: 5,
    });
    await expect(
      registry.enrol(enrolment({ tokenHash: 'hash-of-second' })),
    ).resolves.toBe('enrolled');
    await expect(
      registry.enrol(enrolment({ ...otherEnrolment, keys: [keyNamed('b')] })),
    ).resolves.toBe('enrolled');
  });
}
