import type { Clock, ReplayStore } from '../ports';

/**
 * The contract of ReplayStore; call it inside `describe`.
 * @param create - makes an empty store that reads the clock
 */
export function describeReplayStore(
  create: (clock: Clock) => Promise<ReplayStore>,
) {
  it('inserts a key once', async () => {
    const store = await create(() => 1000);
    await expect(store.insertOnce('proof:a', 2000)).resolves.toBe(true);
    await expect(store.insertOnce('proof:a', 2000)).resolves.toBe(false);
  });

  it('tells keys apart', async () => {
    const store = await create(() => 1000);
    await expect(store.insertOnce('proof:a', 2000)).resolves.toBe(true);
    await expect(store.insertOnce('assertion:a', 2000)).resolves.toBe(true);
    await expect(store.insertOnce('proof:b', 2000)).resolves.toBe(true);
  });

  it('takes a key of full length', async () => {
    const store = await create(() => 1000);
    const key = `assertion:${'x'.repeat(43)}`;
    await expect(store.insertOnce(key, 2000)).resolves.toBe(true);
    await expect(store.insertOnce(key, 2000)).resolves.toBe(false);
  });

  it('forgets a key that has expired', async () => {
    let now = 1000;
    const store = await create(() => now);
    await store.insertOnce('proof:a', 2000);
    now = 2000;
    await expect(store.insertOnce('proof:a', 3000)).resolves.toBe(true);
    await expect(store.insertOnce('proof:a', 3000)).resolves.toBe(false);
  });

  it('lets exactly one of many concurrent inserts win', async () => {
    const store = await create(() => 1000);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.insertOnce('proof:a', 2000)),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });
}
