import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { FakeGateway } from '../../__testUtils__/FakeGateway';
import { migrated } from '../../__testUtils__/migrated';
import { createStores } from '../../composition/createStores';
import { CountComparer } from './CountComparer';
import type { LoggedCount, LoggedPlace } from './LoggedCount';
import type { LoggedPlaces, ProductPlace } from './LoggedPlaces';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const HOUR = 3_600_000;
const GRACE = HOUR;
/** Before the first hour that is compared. */
const START = Date.UTC(2026, 10, 20, 9) - 1;
const { signal } = new AbortController();

/** Start of the nth hour that is compared. */
const hour = (n: number) => START + 1 + n * HOUR;

const accounts: LoggedPlace = {
  accountId: 'fake',
  region: 'here',
  apiId: 'accounts',
  stage: 'live',
};
const payments: LoggedPlace = { ...accounts, apiId: 'payments' };

async function linkAccount(knex: Knex) {
  await knex('account_links').insert({
    id: 'fake',
    driver: 'fake',
    account_id: 'fake',
    partition: 'local',
    alias: 'Fake gateway',
    state: 'verified',
    created_at: 1,
    updated_at: 1,
    version: 1,
  });
}

describe.each(databases.eachSupportedId())('completeness on %s', engine => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;
  let gateway: FakeGateway;
  let now: number;
  const logger = mockServices.logger.mock();
  let offered: LoggedPlace[];

  beforeAll(async () => {
    knex = await migrated(databases, engine);
    stores = createStores(knex);
    await linkAccount(knex);
  });
  const comparer = () =>
    new CountComparer({
      ...stores,
      source: 'fake',
      counters: gateway.counters,
      places: {
        all: async (): Promise<ProductPlace[]> =>
          offered.map(at => ({ ...at, source: 'fake', productId: 'p' })),
      } as LoggedPlaces,
      logger,
      config: { usage: { graceMs: GRACE } },
    });
  const compare = () => comparer().compare(signal);

  beforeEach(async () => {
    for (const table of [
      'usage_completeness',
      'usage_places',
      'usage_rollups',
      'usage_cursors',
      'usage_pending_hours',
    ]) {
      await knex(table).delete();
    }
    gateway = new FakeGateway();
    offered = [accounts, payments];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    now = START;
    await compare();
  });
  afterEach(() => jest.restoreAllMocks());

  let cursor = 0;
  /** The log has so many calls of these hours. */
  async function log(
    calls: Array<[n: number, calls: number, at?: LoggedPlace]>,
    hours = [...new Set(calls.map(([n]) => hour(n)))],
  ) {
    cursor += 1;
    const { rollupStore } = stores;
    const noted = await rollupStore.noteChanged(
      await rollupStore.read('fake'),
      { hours, cursor: String(cursor), loggedUntil: now },
    );
    const logged = calls.map(
      ([n, some, at = accounts]): LoggedCount => ({
        ...at,
        hour: hour(n),
        calls: some,
      }),
    );
    await rollupStore.replaceHours(noted, hours, [], {
      graceMs: GRACE,
      now,
      logged,
    });
  }
  function count(n: number, calls: number, { apiId, stage } = accounts) {
    gateway.counts.push({ apiId, stage, hour: hour(n), calls });
  }
  /** The grace of the nth hour is over. */
  const close = (n: number) => {
    now = hour(n + 1) + GRACE;
  };
  const range = { from: hour(-100), to: hour(1000) };
  const gaps = async () => {
    const { items } = await stores.completenessStore.listGaps(range, {
      orderBy: 'hour:asc',
      limit: 100,
    });
    return items.map(gap => [
      (gap.hour - hour(0)) / HOUR,
      gap.apiId,
      gap.missing,
    ]);
  };
  const until = async () =>
    (await stores.completenessStore.places()).map(
      ({ apiId, comparedUntil }) => [apiId, (comparedUntil - hour(0)) / HOUR],
    );

  it('shows precisely the hours of which lines were removed from the log', async () => {
    close(9);
    const lines: Array<[number, number, LoggedPlace]> = [];
    for (let n = 0; n < 10; n += 1) {
      count(n, 10);
      count(n, 7, payments);
      lines.push([n, [2, 3, 7].includes(n) ? 10 - n : 10, accounts]);
      lines.push([n, n === 5 ? 0 : 7, payments]);
    }
    await log(lines);
    await compare();
    expect(await gaps()).toEqual([
      [2, 'accounts', 2],
      [3, 'accounts', 3],
      [5, 'payments', 7],
      [7, 'accounts', 7],
    ]);
    expect(await stores.completenessStore.sumGaps(range)).toEqual({
      calls: 19,
      hours: 4,
    });
  });

  it('shows an hour of which nothing was logged at all', async () => {
    close(1);
    count(0, 4);
    count(1, 5);
    await log([[0, 4]]);
    await compare();
    expect(await gaps()).toEqual([[1, 'accounts', 5]]);
  });

  it('knows no gap where the log has more, or a gateway no calls', async () => {
    close(2);
    count(0, 4);
    await log([
      [0, 5],
      [1, 3],
    ]);
    await compare();
    expect(await gaps()).toEqual([]);
    expect(await stores.completenessStore.sumGaps(range)).toEqual({
      calls: 0,
      hours: 0,
    });
  });

  it('waits until an hour is closed, and compares each of them', async () => {
    count(0, 4);
    count(1, 4);
    now = hour(1) + GRACE - 1;
    await log([[0, 1]]);
    await compare();
    expect(await gaps()).toEqual([]);
    now += 1;
    await log([[0, 1]]);
    await compare();
    expect(await gaps()).toEqual([[0, 'accounts', 3]]);
    expect(await until()).toEqual([
      ['accounts', 1],
      ['payments', 1],
    ]);
  });

  it('waits for a log that is behind', async () => {
    now = hour(0) + 1;
    await log([[0, 1]]);
    close(5);
    count(0, 9);
    await compare();
    expect(await until()).toEqual([
      ['accounts', 0],
      ['payments', 0],
    ]);
  });

  it('closes a gap with what arrives late, and opens it with what is counted late', async () => {
    close(0);
    count(0, 4);
    await log([[0, 1]]);
    await compare();
    expect(await gaps()).toEqual([[0, 'accounts', 3]]);
    await log([[0, 3]]);
    expect(await gaps()).toEqual([[0, 'accounts', 1]]);
    await log([[0, 4]]);
    expect(await gaps()).toEqual([]);
    gateway.counts[0].calls = 6;
    close(1);
    await log([[1, 0]]);
    await compare();
    expect(await gaps()).toEqual([[0, 'accounts', 2]]);
    await log([], [hour(0)]);
    expect(await gaps()).toEqual([[0, 'accounts', 6]]);
  });

  it('bears what counters do not vouch for', async () => {
    close(2);
    Object.assign(gateway.counters, { tolerance: 0.001 });
    count(0, 999);
    count(1, 999);
    count(2, 2001);
    await log([
      [0, 998],
      [1, 997],
      [2, 1998],
    ]);
    await compare();
    expect(await gaps()).toEqual([[1, 'accounts', 2]]);
  });

  it('is the same when replicas compare and count at once, and again', async () => {
    close(3);
    const lines: Array<[number, number]> = [];
    for (let n = 0; n < 4; n += 1) {
      count(n, 10);
      lines.push([n, 10 - n]);
    }
    await log(lines);
    await Promise.all([compare(), compare(), log(lines), compare()]);
    await compare();
    expect(await gaps()).toEqual([
      [1, 'accounts', 1],
      [2, 'accounts', 2],
      [3, 'accounts', 3],
    ]);
    const rows = await knex('usage_completeness');
    expect(rows).toHaveLength(4);
  });

  it('goes on where it was cut off', async () => {
    close(3);
    for (let n = 0; n < 4; n += 1) {
      count(n, 10);
      count(n, 20, payments);
    }
    await log([
      [0, 10],
      [0, 20, payments],
    ]);
    const { record } = stores.completenessStore;
    const cut = jest
      .spyOn(stores.completenessStore, 'record')
      .mockImplementationOnce((...given) =>
        record.apply(stores.completenessStore, given),
      )
      .mockRejectedValueOnce(new Error('Killed'));
    await expect(compare()).rejects.toThrow('Killed');
    expect((await until()).map(([, n]) => n).sort()).toEqual([0, 4]);
    cut.mockRestore();
    await compare();
    expect((await gaps()).map(([n, , calls]) => [n, calls])).toEqual([
      [1, 10],
      [1, 20],
      [2, 10],
      [2, 20],
      [3, 10],
      [3, 20],
    ]);
  });

  it('says why nothing is compared, and catches up', async () => {
    close(0);
    count(0, 5);
    await log([[0, 1]]);
    gateway.failure = new GatewayError('access-denied', 'The role lacks it.');
    await compare();
    const problems = async () =>
      (await stores.completenessStore.places()).map(({ problem }) => problem);
    expect(await problems()).toEqual([
      'The role lacks it.',
      'The role lacks it.',
    ]);
    expect(await gaps()).toEqual([]);
    gateway.failure = undefined;
    gateway.uncounted = [{ ...payments, why: 'Two have one name.' }];
    await compare();
    expect(await problems()).toEqual([null, 'Two have one name.']);
    expect(await gaps()).toEqual([[0, 'accounts', 4]]);
    close(4);
    await log([[4, 0]]);
    gateway.uncounted = [];
    count(2, 3, payments);
    await compare();
    expect(await problems()).toEqual([null, null]);
    expect(await gaps()).toEqual([
      [0, 'accounts', 4],
      [2, 'payments', 3],
    ]);
  });

  it('asks of a place that was not offered for a while for nothing in between', async () => {
    offered = [accounts];
    close(2);
    await log([[0, 0]]);
    await compare();
    count(1, 8, payments);
    offered = [accounts, payments];
    await compare();
    close(8);
    count(6, 9, payments);
    await log([[6, 0]]);
    await compare();
    expect(await gaps()).toEqual([[6, 'payments', 9]]);
  });

  it('is kept as long as hours are', async () => {
    close(3);
    count(0, 5);
    count(3, 5);
    await log([[0, 1]]);
    await compare();
    const before = { log: hour(2), hours: hour(2), days: hour(-1000) };
    await stores.usagePurge.run(before, signal);
    expect(await gaps()).toEqual([[3, 'accounts', 5]]);
  });

  it('pages through gaps', async () => {
    close(9);
    for (let n = 0; n < 10; n += 1) {
      count(n, 10 + n);
    }
    await log([[0, 0]]);
    await compare();
    const page = await stores.completenessStore.listGaps(range, {
      orderBy: 'missing:desc',
      offset: 2,
      limit: 3,
    });
    expect(page.totalItems).toBe(10);
    expect(page.items.map(({ missing }) => missing)).toEqual([17, 16, 15]);
    const [{ id }] = await stores.completenessStore.places();
    const narrow = { from: hour(3), to: hour(5) };
    expect(
      await stores.completenessStore.sumGaps({ ...narrow, placeIds: [id] }),
    ).toEqual({ calls: 27, hours: 2 });
    expect(
      await stores.completenessStore.sumGaps({ ...narrow, placeIds: [] }),
    ).toEqual({ calls: 0, hours: 0 });
  });
});
