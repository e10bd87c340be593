import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { inTurn } from './inTurn';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

const engines = [
  ...databases.eachSupportedId().map(([id]) => id as string),
  'a file of SQLite',
];

describe.each(engines)('turns on %s', engine => {
  let pools: [Knex, Knex];

  beforeAll(async () => {
    pools = await twoPools(engine);
  });
  afterAll(() => Promise.all(pools.map(pool => pool.destroy())));

  it('one process waits for the other', async () => {
    const told: string[] = [];
    const work = (pool: Knex, name: string) =>
      inTurn(pool, async () => {
        told.push(`${name} begins`);
        await wait(150);
        told.push(`${name} ends`);
      });
    await Promise.all([
      work(pools[0], 'one'),
      work(pools[1], 'other'),
      work(pools[0], 'third'),
    ]);
    expect(told).toHaveLength(6);
    for (let index = 0; index < told.length; index += 2) {
      const [name] = told[index].split(' ');
      expect(told.slice(index, index + 2)).toEqual([
        `${name} begins`,
        `${name} ends`,
      ]);
    }
  });

  it('a turn that fails is over', async () => {
    const failing = inTurn(pools[0], async () => {
      throw new Error('No');
    });
    await expect(failing).rejects.toThrow('No');
    expect(await inTurn(pools[1], async () => 'done')).toBe('done');
  });

  it('whoever waits too long says what to do', async () => {
    let finish = () => {};
    let begun = () => {};
    const hasBegun = new Promise<void>(resolve => {
      begun = resolve;
    });
    const first = inTurn(
      pools[0],
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
          begun();
        }),
    );
    await hasBegun;
    await expect(inTurn(pools[1], async () => {}, 200)).rejects.toThrow(
      'look for a backend that hangs in its start, and end it',
    );
    finish();
    await first;
  });
});

/** As two processes have them; a database in memory has one. */
async function twoPools(engine: string): Promise<[Knex, Knex]> {
  if (engine === 'a file of SQLite') {
    const filename = join(await mkdtemp(join(tmpdir(), 'oaf-')), 'test.sqlite');
    return [openSqlite(filename), openSqlite(filename)];
  }
  const knex = await databases.init(engine as 'SQLITE_3');
  return engine === 'SQLITE_3'
    ? [knex, knex]
    : [knex, knexFactory(knex.client.config)];
}

function openSqlite(filename: string): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}
