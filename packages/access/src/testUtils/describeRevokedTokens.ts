import type { Clock, RevokedTokens } from '../ports';

const tokenId = '0b0f6c4e-8f6c-4f0e-9a52-6f2b8d1d7a10';

/**
 * The contract of RevokedTokens; call it inside `describe`.
 * @param create - makes an empty store that reads the clock (epoch milliseconds)
 */
export function describeRevokedTokens(
  create: (clock: Clock) => Promise<RevokedTokens>,
) {
  it('knows a token that was revoked, and no other', async () => {
    const revoked = await create(() => 1000);
    await revoked.revoke(tokenId, 2000);
    await expect(revoked.has(tokenId)).resolves.toBe(true);
    await expect(revoked.has(tokenId.toUpperCase())).resolves.toBe(false);
    await expect(revoked.has('other')).resolves.toBe(false);
  });

  it('takes the same token twice, and at once', async () => {
    const revoked = await create(() => 1000);
    await Promise.all([
      revoked.revoke(tokenId, 2000),
      revoked.revoke(tokenId, 2000),
    ]);
    await revoked.revoke(tokenId, 2000);
    await expect(revoked.has(tokenId)).resolves.toBe(true);
  });

  it('takes an id of full length', async () => {
    const revoked = await create(() => 1000);
    const longest = 'x'.repeat(50);
    await revoked.revoke(longest, 2000);
    await expect(revoked.has(longest)).resolves.toBe(true);
    await expect(revoked.has(longest.slice(1))).resolves.toBe(false);
  });

  it('learns of a revocation after it answered no', async () => {
    const revoked = await create(() => 1000);
    await expect(revoked.has(tokenId)).resolves.toBe(false);
    await revoked.revoke(tokenId, 2000);
    await expect(revoked.has(tokenId)).resolves.toBe(true);
  });
}
