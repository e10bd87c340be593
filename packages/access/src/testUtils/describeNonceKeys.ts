import type { NonceKeys } from '../ports';

/** Nonce keys under test, how they are rotated, and new instances over the same secrets. */
export interface NonceKeysFixture {
  open(): NonceKeys;
  rotate(): Promise<void>;
}

/**
 * The contract of NonceKeys; call it inside `describe`.
 * @param create - makes secrets that were never rotated
 */
export function describeNonceKeys(create: () => Promise<NonceKeysFixture>) {
  it('answers 32 bytes, the same to all instances', async () => {
    const { open } = await create();
    const { current } = await open().get();
    expect(current).toHaveLength(32);
    await expect(open().get()).resolves.toMatchObject({ current });
  });

  it('accepts the last key for a while after a rotation', async () => {
    const { open, rotate } = await create();
    const { current: last } = await open().get();
    await rotate();
    const { current, previous } = await open().get();
    expect(Buffer.from(current)).toHaveLength(32);
    expect(Buffer.from(current).equals(last)).toBe(false);
    expect(Buffer.from(previous!).equals(last)).toBe(true);
  });
}
