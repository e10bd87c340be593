import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { EMBEDDED_GATEWAY } from '../driver/embeddedAccount';
import { HOUR_MS, hourOf } from './accessLogRows';
import { DatabaseCallCounts } from './DatabaseCallCounts';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const HOUR = hourOf(Date.now()) - 5 * HOUR_MS;
const range = { from: HOUR, to: HOUR + 4 * HOUR_MS };

describe.each(databases.eachSupportedId())(
  'DatabaseCallCounts on %s',
  engine => {
    const logger = mockServices.logger.mock();
    let knex: Knex;

    beforeAll(async () => {
      knex = await migratedDatabase(databases, engine);
    });
    beforeEach(async () => {
      await knex('local_gateway_call_counts').delete();
      logger.error.mockClear();
    });

    const open = () => new DatabaseCallCounts(knex, logger);
    const read = async (counts = open()) =>
      (await counts.count(undefined, range)).counts
        .map(({ apiId, stage, hour, calls }) =>
          [apiId, stage, (hour - HOUR) / HOUR_MS, calls].join(' '),
        )
        .sort();
    const add = (counts: DatabaseCallCounts, calls: number, hour = 0) => {
      for (let call = 0; call < calls; call += 1) {
        counts.add('accounts', HOUR + hour * HOUR_MS + call);
      }
    };

    it('sums the calls of processes by API and hour of arrival', async () => {
      const [one, other] = [open(), open()];
      add(one, 3);
      add(other, 4);
      add(one, 2, 1);
      one.add('Accounts', HOUR + HOUR_MS - 1);
      one.add('accounts', HOUR - 1);
      one.add('accounts', range.to);
      await Promise.all([one.flush(), other.flush()]);
      expect(await read()).toEqual([
        'Accounts live 0 1',
        'accounts live 0 7',
        'accounts live 1 2',
      ]);
    });

    it('counts on after it stored, and stores in one row what one process counted', async () => {
      const counts = open();
      for (let round = 0; round < 3; round += 1) {
        add(counts, 2, 3);
        await counts.flush();
      }
      // Of an hour that it has forgotten by now.
      add(counts, 1);
      await counts.flush();
      add(counts, 1);
      await counts.flush();
      expect(await read()).toEqual(['accounts live 0 2', 'accounts live 3 6']);
    });

    it('stores by itself, once for many calls', async () => {
      const statements: string[] = [];
      const note = ({ sql }: { sql: string }) => void statements.push(sql);
      knex.on('query', note);
      const counts = open();
      add(counts, 5_000);
      expect(statements).toEqual([]);
      const deadline = Date.now() + 30_000;
      while ((await read()).length === 0 && Date.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      knex.removeListener('query', note);
      expect(await read()).toEqual(['accounts live 0 5000']);
      expect(statements.filter(sql => /^insert/i.test(sql)).length).toBe(1);
    });

    it('keeps what the database did not take, and counts nothing twice', async () => {
      const counts = open();
      add(counts, 2);
      await knex.schema.renameTable('local_gateway_call_counts', 'away');
      await expect(counts.flush()).rejects.toThrow();
      add(counts, 1);
      await knex.schema.renameTable('away', 'local_gateway_call_counts');
      await counts.flush();
      await counts.flush();
      expect(await read()).toEqual(['accounts live 0 3']);
    });

    it('knows nothing of the time before it began', async () => {
      const knownFrom = async () =>
        (await open().count(undefined, range)).knownFrom;
      expect(await knownFrom()).toBe(range.to);
      await open().begin();
      const next = hourOf(Date.now()) + HOUR_MS;
      expect([next, next - HOUR_MS]).toContain(await knownFrom());
      await knex('local_gateway_call_counts').update({ hour: HOUR });
      await open().begin();
      expect(await knownFrom()).toBe(HOUR + HOUR_MS);
      expect(await read()).toEqual([]);
    });

    it('forgets old hours, but not when it began', async () => {
      const counts = open();
      await counts.begin();
      await knex('local_gateway_call_counts').update({ hour: HOUR });
      add(counts, 1);
      add(counts, 1, 2);
      await counts.flush();
      await counts.purge(HOUR + 2 * HOUR_MS);
      expect(await read()).toEqual(['accounts live 2 1']);
      expect((await counts.count(undefined, range)).knownFrom).toBe(
        HOUR + HOUR_MS,
      );
    });
  },
);

describe('the gateway', () => {
  const setUp = setUpGateway();

  it('counts every call to an API, whatever becomes of it, and loses none when it is restarted', async () => {
    const path = '/accounts/accounts';
    const call = async (of = path, init?: RequestInit) => {
      const answer = await fetch(`${setUp.gateway.baseUrl}${of}`, init);
      await answer.text();
    };
    setUp.upstream.handler = (_, response) => void response.end('{}');
    await (await setUp.consumer.call(path)).text();
    await call();
    await call('/unknown');
    await call('/oauth/token', { method: 'POST' });
    await setUp.gateway.restart();
    await call();
    const rows = await setUp.gateway.log(4);
    expect(rows.filter(({ api_id }) => api_id === 'accounts')).toHaveLength(3);
    const { counters } = setUp.gateway.gateway.driver;
    const counted = async () => {
      const hour = hourOf(Date.now());
      const { counts } = await counters.count(EMBEDDED_GATEWAY, {
        places: [],
        from: hour - HOUR_MS,
        to: hour + HOUR_MS,
        signal: new AbortController().signal,
      });
      return counts.map(({ apiId, calls }) => [apiId, calls]);
    };
    const deadline = Date.now() + 20_000;
    while ((await counted())[0]?.[1] !== 3 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(await counted()).toEqual([['accounts', 3]]);
  });
});
