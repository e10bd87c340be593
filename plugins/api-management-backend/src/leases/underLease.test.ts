import { setTimeout as wait } from 'node:timers/promises';
import { underLease } from './underLease';

const { signal } = new AbortController();

/** Until it is told to stop. */
const work = (held: AbortSignal) =>
  wait(60_000, undefined, { signal: held }).catch(() => 'put down');

describe('work under a lease', () => {
  it('gives signs of life until it is done, and none after', async () => {
    const renew = jest.fn(async () => true);
    const done = await underLease({ lasts: 30, renew }, signal, async () => {
      await wait(100);
      return 'done';
    });
    expect(done).toBe('done');
    const given = renew.mock.calls.length;
    expect(given).toBeGreaterThan(1);
    await wait(50);
    expect(renew).toHaveBeenCalledTimes(given);
  });

  it('waits for the last one, which would take the lease again', async () => {
    let isRenewing = false;
    const renew = async () => {
      isRenewing = true;
      await wait(40);
      isRenewing = false;
      return true;
    };
    await underLease({ lasts: 15, renew }, signal, () => wait(10));
    expect(isRenewing).toBe(false);
  });

  it('is told when the lease is lost', async () => {
    const renew = async () => false;
    await expect(underLease({ lasts: 30, renew }, signal, work)).resolves.toBe(
      'put down',
    );
  });

  it('goes on while the database does not answer', async () => {
    const renew = async () => {
      throw new Error('connection lost');
    };
    const task = async (held: AbortSignal) => {
      await wait(50);
      return held.aborted;
    };
    await expect(underLease({ lasts: 30, renew }, signal, task)).resolves.toBe(
      false,
    );
  });

  it('is put down by who started it', async () => {
    const renew = async () => true;
    await expect(
      underLease({ lasts: 30, renew }, AbortSignal.timeout(20), work),
    ).resolves.toBe('put down');
  });

  it('tells what failed', async () => {
    const renew = async () => true;
    const task = async () => {
      throw new Error('no');
    };
    await expect(
      underLease({ lasts: 30, renew }, signal, task),
    ).rejects.toThrow('no');
  });
});
