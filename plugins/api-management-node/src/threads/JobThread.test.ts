import { Worker } from 'node:worker_threads';
import type { jobs } from './__testUtils__/program';
import { JobThread } from './JobThread';

jest.mock('node:worker_threads', () =>
  jest.requireActual('../testUtils/typeScriptThreads').typeScriptThreads(),
);

jest.setTimeout(60_000);

type Offered = typeof jobs;

describe('a thread that does jobs', () => {
  const threads: Array<JobThread<Offered>> = [];
  const open = (timeoutMs = 50_000, idleMs?: number) => {
    const thread = new JobThread<Offered>({
      program: require.resolve('./__testUtils__/program'),
      timeoutMs,
      memoryMb: 32,
      idleMs,
    });
    threads.push(thread);
    return thread;
  };

  beforeEach(() => jest.mocked(Worker).mockClear());
  afterEach(() => Promise.all(threads.splice(0).map(one => one.stop())));

  it('does one after the other in the same thread', async () => {
    const thread = open();
    expect(
      await Promise.all([1, 2, 3].map(input => thread.run('double', input))),
    ).toEqual([2, 4, 6]);
    const { bytes } = await thread.run('bytes', 100_000);
    expect(bytes).toHaveLength(100_000);
    expect(Worker).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['refused', () => open().run('refuse', 'no document'), 'no document'],
    ['timeout', () => open(300).run('spin', undefined), 'than 0.3 seconds'],
    ['memory', () => open().run('hoard', undefined), 'more than 32 MB'],
    ['crashed', () => open().run('exit', 0), 'its thread ended'],
  ])('tells what became of a job: %s', async (reason, job, message) => {
    await expect(job()).rejects.toMatchObject({
      name: 'JobFailure',
      reason,
      message: expect.stringContaining(message),
    });
  });

  it.each(['hoard', 'exit', 'refuse'] as const)(
    'lets the others be done when one does %s',
    async name => {
      const thread = open();
      const [before, bad, after] = await Promise.allSettled([
        thread.run('double', 1),
        thread.run(name, undefined as never),
        thread.run('double', 2),
      ]);
      expect(bad.status).toBe('rejected');
      expect([before, after]).toEqual([
        { status: 'fulfilled', value: 2 },
        { status: 'fulfilled', value: 4 },
      ]);
    },
  );

  it('gives its memory back when there is nothing to do, and begins anew', async () => {
    const thread = open(50_000, 1);
    await thread.run('double', 1);
    const [{ value }] = jest.mocked(Worker).mock.results;
    await new Promise(done => (value as Worker).once('exit', done));
    expect(await thread.run('double', 2)).toBe(4);
    expect(Worker).toHaveBeenCalledTimes(2);
  });

  it('gives up what waits when it is stopped', async () => {
    const thread = open();
    const running = [thread.run('spin', undefined), thread.run('double', 1)];
    const ends = Promise.allSettled(running);
    await thread.stop();
    expect(await ends).toEqual([
      {
        status: 'rejected',
        reason: expect.objectContaining({ reason: 'stopped' }),
      },
      {
        status: 'rejected',
        reason: expect.objectContaining({ reason: 'stopped' }),
      },
    ]);
  });
});
