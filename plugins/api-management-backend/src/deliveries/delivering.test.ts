import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/eventually';
import { FakeBooks } from '../__testUtils__/FakeBooks';
import { migrated } from '../__testUtils__/migrated';
import { DatabaseInvoiceStore } from '../invoices/DatabaseInvoiceStore';
import { BillingSinks } from './BillingSinks';
import { DatabaseDeliveryStore } from './DatabaseDeliveryStore';
import { Deliverer } from './Deliverer';
import { beginDeliveries } from './deliveryQueries';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const { signal } = new AbortController();
const ids = ['invoice-1', 'invoice-2', 'invoice-3'];

const invoiceRow = (id: string, index: number) => ({
  id,
  issuer: 'group:default/team-a',
  customer: 'user:default/bea',
  period: '2026-03',
  year: 2026,
  serial: index + 1,
  currency: 'EUR',
  total: '5.00',
  issued_at: 0,
  told_at: 0,
  handed_on_at: 0,
});

describe.each(databases.eachSupportedId())('handing over on %s', engine => {
  let knex: Knex;
  let books: FakeBooks;

  beforeAll(async () => {
    knex = await migrated(databases, engine);
  });
  beforeEach(begin);

  async function begin() {
    books = new FakeBooks();
    for (const table of ['invoice_deliveries', 'invoices', 'sink_customers']) {
      await knex(table).delete();
    }
    await knex('invoices').insert(ids.map(invoiceRow));
    for (const id of ids) {
      await beginDeliveries(knex, { id, now: Date.now() }, ['books']);
    }
  }

  /** One replica; what is cut off is taken up by the next at once. */
  function replica({ leaseMs = 60_000, attemptMs = 60_000 } = {}) {
    const sinks = new BillingSinks();
    sinks.add(books);
    return new Deliverer({
      config: { leases: { deploymentMs: leaseMs, provisioningMs: leaseMs } },
      deliveryStore: new DatabaseDeliveryStore(knex),
      invoiceStore: new DatabaseInvoiceStore(knex),
      sinks,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      logger: mockServices.logger.mock(),
      attemptMs,
    });
  }

  const states = async () =>
    (await knex('invoice_deliveries').orderBy('invoice_id')).map(
      ({ state, reference }) => `${state} ${reference}`,
    );
  const allDelivered = [1, 2, 3].map(
    serial => `delivered entry-2026-00000${serial}`,
  );

  it('gives each to one of many replicas', async () => {
    await Promise.all([1, 2, 3, 4].map(() => replica().run(signal)));
    expect(await states()).toEqual(allDelivered);
    expect(books.calls).toBe(3);
    expect(books.entries.size).toBe(3);
    expect(await knex('sink_customers').pluck('reference')).toEqual([
      'account of user:default/bea',
    ]);
  });

  /** From a statement on nothing of a process comes through, as when it died. Answers whether there were so many. */
  async function runUntil(last: number): Promise<boolean> {
    const statements =
      /^(select|insert into|update) .*(invoice|sink_customers)/i;
    let seen = 0;
    const crash = ({ sql }: { sql: string }) => {
      if (statements.test(sql) && ++seen > last) {
        throw new Error('cut off');
      }
    };
    knex.on('query', crash);
    await replica()
      .run(signal)
      .catch(() => {});
    knex.off('query', crash);
    return seen > last;
  }

  it('leaves one entry of each, wherever it is cut off', async () => {
    let steps = 0;
    while (await runUntil(steps)) {
      steps += 1;
      // The lease of who died ends.
      await knex('invoice_deliveries').update({ leased_until: 0 });
      await replica().run(signal);
      expect(await states()).toEqual(allDelivered);
      expect([...books.entries.keys()].sort()).toEqual(ids);
      await begin();
    }
    // Each is leased, read with its lines and its customer, and recorded.
    expect(steps).toBeGreaterThan(15);
  });

  it('goes on elsewhere when one falls silent, whose late answer counts no more', async () => {
    let goOn = () => {};
    books.hold = new Promise(resolve => {
      goOn = resolve;
    });
    const silent = replica().run(signal);
    await eventually(async () => books.calls === 3);
    await knex('invoice_deliveries').update({ leased_until: 0 });
    books.hold = undefined;
    await replica().run(signal);
    expect(await states()).toEqual(allDelivered);
    const fences = await knex('invoice_deliveries').pluck('fence');
    goOn();
    await silent;
    expect(await knex('invoice_deliveries').pluck('fence')).toEqual(fences);
    expect(books.calls).toBe(6);
    expect(books.entries.size).toBe(3);
  });

  it('waits for an answer no longer than it may take', async () => {
    books.hold = new Promise(() => {});
    await replica({ attemptMs: 50 }).run(signal);
    const rows = await knex('invoice_deliveries');
    expect(rows.map(({ last_error: error }) => error)).toEqual(
      ids.map(() => 'It did not answer in time'),
    );
    expect(rows.map(({ leased_until: until }) => Number(until))).toEqual([
      0, 0, 0,
    ]);
  });

  it('is taken up at once by the next when it is stopped', async () => {
    books.hold = new Promise(() => {});
    const stopped = replica();
    const round = stopped.run(signal);
    await eventually(async () => books.calls === 3);
    await stopped.stop();
    await round;
    books.hold = undefined;
    await replica().run(signal);
    expect(await states()).toEqual(allDelivered);
  });
});
