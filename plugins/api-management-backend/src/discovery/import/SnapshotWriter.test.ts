import type { ImportedApi, SnapshotStore } from '../snapshot/SnapshotStore';
import { SnapshotWriter } from './SnapshotWriter';

const api = (apiId: string, size = 0) =>
  ({
    discovered: { apiId },
    definition: { compressed: Buffer.alloc(size) },
  } as ImportedApi);

function setUp(save: (apis: ImportedApi[]) => Promise<void>) {
  const batches: string[][] = [];
  const store = {
    save: async (apis: ImportedApi[]) => {
      batches.push(apis.map(({ discovered }) => discovered.apiId));
      await save(apis);
    },
  } as SnapshotStore;
  return { batches, writer: new SnapshotWriter(store) };
}

describe('the writer of imports', () => {
  it('writes what comes together in few batches', async () => {
    const { batches, writer } = setUp(async () => {});
    const ids = Array.from({ length: 1250 }, (_, index) => `${index}`);
    await Promise.all(ids.map(id => writer.save(api(id))));
    expect(batches.map(batch => batch.length)).toEqual([500, 500, 250]);
    expect(batches.flat()).toEqual(ids);
  });

  it('bounds what one statement carries', async () => {
    const { batches, writer } = setUp(async () => {});
    await Promise.all(['a', 'b', 'c'].map(id => writer.save(api(id, 5e6))));
    expect(batches).toEqual([['a'], ['b'], ['c']]);
  });

  it('does not let one that cannot be written fail the others', async () => {
    const { writer } = setUp(async apis => {
      if (apis.some(({ discovered }) => discovered.apiId === 'bad')) {
        throw new Error('no such column');
      }
    });
    const results = await Promise.allSettled(
      ['a', 'bad', 'b'].map(id => writer.save(api(id))),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('makes exports wait while definitions pile up', async () => {
    let finish = () => {};
    const { writer } = setUp(
      () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    );
    const saved = writer.save(api('large', 40e6));
    let room = false;
    const waiting = writer.room().then(() => {
      room = true;
    });
    await Promise.resolve();
    expect(room).toBe(false);
    finish();
    await Promise.all([saved, waiting]);
    expect(room).toBe(true);
  });
});
