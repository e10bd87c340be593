import { TestDatabases } from '@backstage/backend-test-utils';
import { calendarMonth } from '@oaf/rating';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/migrated';
import { DatabaseBillStore } from '../billing/DatabaseBillStore';
import type { ClosedBill } from '../billing/BillStore';
import { DatabaseInvoiceStore } from './DatabaseInvoiceStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const period = '2026-03';
const { start, end } = calendarMonth(period);
const now = Date.parse('2026-04-04T00:00:00Z');
const sinks = ['books', 'events'];
const issuer = 'group:default/team-a';
const customers = ['bea', 'carl', 'dan'].map(name => `user:default/${name}`);

const price = {
  currency: 'EUR',
  components: [{ type: 'per-unit' as const, amount: '1' }],
};

const closedBill = (customer: string, nth: number): ClosedBill => ({
  id: `${customer}-${nth}/${period}`,
  subscriptionId: `${customer}-${nth}`,
  period,
  application: { id: 'app', title: 'App', owner: customer },
  product: { id: 'product', title: 'Api', owner: issuer, state: 'published' },
  requestedBy: customer,
  terms: { planId: 'plan', planTitle: 'Plan', price },
  lines: [
    {
      id: '0/per-unit',
      type: 'per-unit',
      description: 'Billable calls',
      quantity: '5',
      unitAmount: '1',
      amount: '5.00',
      counted: true,
      rule: '5 calls counted × EUR 1',
      period: {
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      },
    },
  ],
  total: '5.00',
  counted: null,
  billableCalls: 5,
  lateCalls: 0,
  activeAt: start,
  closedAt: end,
});

describe.each(databases.eachSupportedId())('issuing on %s', engine => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await migrated(databases, engine);
  });
  beforeEach(async () => {
    for (const table of [
      'invoice_deliveries',
      'invoice_lines',
      'invoices',
      'invoice_numbers',
      'bills',
    ]) {
      await knex(table).delete();
    }
    await new DatabaseBillStore(knex).close(
      customers.flatMap(customer =>
        [1, 2].map(nth => closedBill(customer, nth)),
      ),
    );
  });

  /** As a replica does in a run. */
  async function issueAll(at = now) {
    const store = new DatabaseInvoiceStore(knex);
    for (const group of await store.listDue(period)) {
      await store.issue(group, { now: at, sinks });
    }
  }

  async function expectComplete() {
    const invoices = await knex('invoices').orderBy('serial');
    expect(invoices.map(({ serial }) => Number(serial))).toEqual([1, 2, 3]);
    expect(invoices.map(({ total }) => total)).toEqual([
      '10.00',
      '10.00',
      '10.00',
    ]);
    expect(invoices.map(({ customer }) => customer).sort()).toEqual(customers);
    expect(await knex('invoice_lines')).toHaveLength(6);
    const [{ billed }] = await knex('bills').countDistinct({
      billed: 'invoice_id',
    });
    expect(Number(billed)).toBe(3);
    expect(await knex('bills').whereNull('invoice_id')).toEqual([]);
    expect(await knex('invoice_numbers').pluck('last')).toEqual([3]);
    const ids = invoices.map(({ id }) => id);
    const deliveries = await knex('invoice_deliveries');
    expect(
      deliveries.map(({ invoice_id: id, sink }) => `${id} ${sink}`).sort(),
    ).toEqual(ids.flatMap(id => sinks.map(sink => `${id} ${sink}`)).sort());
  }

  it('gives each month of a customer one number, whatever many replicas do at once', async () => {
    await Promise.all([1, 2, 3, 4].map(replica => issueAll(now + replica)));
    expect(await knex('invoices')).toHaveLength(customers.length);
    await expectComplete();
  });

  it('gives one at the turn of the year, when replicas disagree about it', async () => {
    const newYear = Date.parse('2027-01-01T00:00:00Z');
    await Promise.allSettled([issueAll(newYear - 1), issueAll(newYear)]);
    await issueAll(newYear);
    expect(await knex('invoices')).toHaveLength(3);
    expect(await knex('invoice_lines')).toHaveLength(6);
    for (const year of [2026, 2027]) {
      const serials = await knex('invoices').where({ year }).pluck('serial');
      expect(serials.map(Number).sort()).toEqual(
        serials.map((_, index) => index + 1),
      );
    }
  });

  it('loses and doubles nothing, wherever it is cut off', async () => {
    const writes = /^(insert into|update) .(invoice|bills)/i;
    let steps = 0;
    for (let crashAt = 1; ; crashAt += 1) {
      let seen = 0;
      const crash = ({ sql }: { sql: string }) => {
        if (writes.test(sql) && ++seen === crashAt) {
          throw new Error('cut off');
        }
      };
      knex.on('query', crash);
      const outcome = await issueAll().then(
        () => 'done',
        (error: Error) => error.message,
      );
      knex.off('query', crash);
      if (outcome === 'done') {
        break;
      }
      expect(outcome).toContain('cut off');
      steps += 1;
      const invoices = await knex('invoices').orderBy('serial').pluck('serial');
      expect(invoices.map(Number)).toEqual(invoices.map((_, i) => i + 1));
    }
    // A number's row, and for each invoice itself, its lines, the number and two bills
    expect(steps).toBeGreaterThan(5);
    await issueAll();
    await expectComplete();
  });

  it('lets nobody give the same line back twice, whatever many do at once', async () => {
    await issueAll();
    const store = new DatabaseInvoiceStore(knex);
    const [{ id }] = await knex('invoices');
    const credit = { reason: 'Wrong', issuedBy: 'user:default/max' };
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => store.credit(id, credit, { now, sinks })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const serials = await knex('invoices').orderBy('serial').pluck('serial');
    expect(serials.map(Number)).toEqual([1, 2, 3, 4]);
  });
});
