import { setTimeout as wait } from 'node:timers/promises';
import { DueWork } from './DueWork';

const { signal } = new AbortController();

/** Work that ends when it is told to. */
function heldWork(due: string[], places: number, lookEveryMs = 60_000) {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const work = new DueWork<string>({
    places,
    take: async limit => due.splice(0, limit),
    lookEveryMs,
    perform: item =>
      new Promise((resolve, reject) => {
        begun.push(item);
        ends.set(item, error => (error ? reject(error) : resolve()));
      }),
  });
  const end = async (item: string, error?: Error) => {
    ends.get(item)!(error);
    await wait(0);
  };
  return { work, due, begun, end };
}

describe('work that is due', () => {
  it('begins the next one as soon as a place is free, whichever takes long', async () => {
    const { work, begun, end } = heldWork(['slow', 'a', 'b'], 2);
    const round = work.run(signal);
    await wait(0);
    expect(begun).toEqual(['slow', 'a']);
    await end('a');
    expect(begun).toEqual(['slow', 'a', 'b']);
    await end('b');
    await end('slow');
    await round;
  });

  it('looks again for who asks while it works, and answers when that is done', async () => {
    const { work, due, begun, end } = heldWork(['slow'], 2);
    const first = work.run(signal);
    await wait(0);
    due.push('late');
    const second = work.run(signal);
    await wait(0);
    expect(begun).toEqual(['slow', 'late']);
    await end('slow');
    let isOver = false;
    const over = second.then(() => {
      isOver = true;
    });
    await wait(0);
    expect(isOver).toBe(false);
    await end('late');
    await Promise.all([first, over]);
  });

  it('finds what has become due while something takes long', async () => {
    const { work, due, begun, end } = heldWork(['slow'], 2, 5);
    const round = work.run(signal);
    await wait(0);
    due.push('late');
    while (begun.length < 2) {
      await wait(5);
    }
    expect(begun).toEqual(['slow', 'late']);
    await end('slow');
    await end('late');
    await round;
  });

  it('is stopped for good, after what it began has ended', async () => {
    const { work, begun, end } = heldWork(['a', 'b'], 1);
    const round = work.run(signal);
    await wait(0);
    const stopped = work.stop();
    await end('a');
    await Promise.all([round, stopped]);
    await work.run(signal);
    expect(begun).toEqual(['a']);
  });

  it('has no more at a time than there are places, however many ask', async () => {
    const { work, begun, end } = heldWork(['a', 'b', 'c', 'd'], 2);
    const rounds = Array.from({ length: 5 }, () => work.run(signal));
    await wait(0);
    expect(begun).toEqual(['a', 'b']);
    for (const item of ['a', 'b', 'c', 'd']) {
      await end(item);
    }
    await Promise.all(rounds);
    expect(begun).toHaveLength(4);
  });

  it('begins nothing more when it is aborted, and ends with what it began', async () => {
    const { work, begun, end } = heldWork(['a', 'b'], 1);
    const stop = new AbortController();
    const round = work.run(stop.signal);
    await wait(0);
    stop.abort();
    await end('a');
    await round;
    expect(begun).toEqual(['a']);
    const next = work.run(signal);
    await wait(0);
    await end('b');
    await next;
  });

  it('tells of a failure after all that was begun has ended, and works on when asked again', async () => {
    const { work, begun, end } = heldWork(['a', 'b', 'c'], 2);
    const round = work.run(signal);
    await wait(0);
    const told = round.catch(error => error.message);
    await end('a', new Error('no database'));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(await told).toBe('no database');
    const next = work.run(signal);
    await wait(0);
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('c');
    await next;
  });

  it('fails when what is due cannot be read', async () => {
    const work = new DueWork<string>({
      places: 1,
      take: async () => {
        throw new Error('connection lost');
      },
      perform: async () => {},
      lookEveryMs: 60_000,
    });
    await expect(work.run(signal)).rejects.toThrow('connection lost');
    await expect(work.run(signal)).rejects.toThrow('connection lost');
  });
});
