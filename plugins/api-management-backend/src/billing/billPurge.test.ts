import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/migrated';
import type { ClosedBill } from './BillStore';
import { DatabaseBillPurge } from './DatabaseBillPurge';
import { DatabaseBillStore } from './DatabaseBillStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const { signal } = new AbortController();

const bill = (period: string, subscriptionId: string): ClosedBill => ({
  id: `${subscriptionId}/${period}`,
  subscriptionId,
  period,
  application: { id: 'a', title: 'App', owner: 'group:default/team-b' } as any,
  product: { id: 'p', title: 'Product', owner: 'group:default/team-a' } as any,
  requestedBy: 'user:default/bea',
  terms: {
    planId: 'plan',
    planTitle: 'Plan',
    price: { currency: 'EUR', components: [] },
  },
  lines: [],
  total: '1.00',
  counted: null,
  billableCalls: 1,
  lateCalls: 0,
  activeAt: 1,
  closedAt: 2,
});

describe.each(databases.eachSupportedId())('old bills on %s', engine => {
  it('are forgotten by whole months, and their months stay closed', async () => {
    const knex = await migrated(databases, engine);
    const store = new DatabaseBillStore(knex);
    const many = Array.from({ length: 450 }, (_, index) =>
      bill('2016-10', `s${index}`),
    );
    await store.close([...many, bill('2016-11', 's1'), bill('2016-12', 's1')]);
    await store.closePeriod('2016-10');
    const purge = new DatabaseBillPurge(knex);
    const before = Date.UTC(2016, 11, 1) - 1;
    await purge.run(before, signal);
    await purge.run(before, signal);
    expect(await knex('bills').orderBy('id').pluck('id')).toEqual([
      's1/2016-11',
      's1/2016-12',
    ]);
    expect(await knex('closed_periods').pluck('period')).toEqual(['2016-10']);
  });
});
