import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const overview = (person: Person) => portal.as(person).get('/overview');

it.each([
  ['ada', 200],
  ['max', 200],
  ['bea', 403],
  ['carl', 403],
] as const)('is for providers: %s gets %s', async (person, expected) => {
  expect((await overview(person)).status).toBe(expected);
});

it('is all zero on the first day', async () => {
  expect((await overview('max')).body).toEqual({
    waitingApprovals: 0,
    callsToday: 0,
    errorsToday: 0,
    revenueThisMonth: [],
    accountsNotFresh: 0,
    expiringCredentials: 0,
    topProducts: [],
  });
});

describe('once there is something to see', () => {
  beforeEach(async () => {
    const accounts = await portal.publish('max');
    const payments = await portal.publish('paul', paymentsProduct);
    const mine = await portal.activate('bea', 'max', accounts, { plan: 1 });
    const theirs = await portal.activate('bea', 'paul', payments, { plan: 1 });
    // what a provider uses of another's is none of what they provide
    const used = await portal.activate('max', 'paul', payments, { plan: 1 });
    portal.at('2026-03-10T13:00:00Z');
    await portal.subscribe('carl', accounts);
    portal.at('2026-03-10T14:00:00Z');
    await portal.subscribe('bert', accounts);
    await portal.subscribe('max', accounts);
    await portal.subscribe('bert', payments);
    portal.at('2026-03-10T14:30:00Z');
    const { log } = portal;
    log(mine, { calls: 10, clientErrors: 2, serverErrors: 1 });
    log(mine, { calls: 100 }, { at: '2026-03-09T23:59:59Z' });
    log(mine, { calls: 5 }, { at: '2026-03-10T00:00:00Z' });
    log(theirs, { calls: 7, clientErrors: 4 }, { apiId: 'payments' });
    log(used, { calls: 3, serverErrors: 1 }, { apiId: 'payments' });
    await portal.meter();
  });

  it.each([
    // requests that one may decide on; nobody decides on their own
    ['max', 2, 15, 3, '21.15', 1, ['Accounts for partners']],
    ['paul', 1, 10, 5, '40.10', 2, ['Payments']],
    ['ada', 4, 25, 8, '61.25', 3, ['Accounts for partners', 'Payments']],
  ] as const)(
    '%s sees %s waiting, %s calls, %s errors, %s EUR, %s expiring',
    async (person, waiting, calls, errors, revenue, expiring, top) => {
      const { body } = await overview(person);
      expect(body).toMatchObject({
        waitingApprovals: waiting,
        callsToday: calls,
        errorsToday: errors,
        revenueThisMonth: [{ currency: 'EUR', amount: revenue }],
        expiringCredentials: expiring,
      });
      expect(body.topProducts.map(({ title }: any) => title)).toEqual(top);
    },
  );

  it('names the request that waits longest', async () => {
    expect((await overview('max')).body.oldestWaitingSince).toBe(
      '2026-03-10T13:00:00.000Z',
    );
    expect((await overview('paul')).body.oldestWaitingSince).toBe(
      '2026-03-10T14:00:00.000Z',
    );
  });

  it('tells the calls of each product', async () => {
    const { body } = await overview('ada');
    expect(body.topProducts).toEqual([
      { id: expect.any(String), title: 'Accounts for partners', calls: 15 },
      { id: expect.any(String), title: 'Payments', calls: 10 },
    ]);
  });
});

const DAY = 86_400_000;

it.each([
  [-1, 0],
  [1, 1],
  [30 * DAY, 1],
  [30 * DAY + 1, 0],
])(
  'warns of a credential that expires in %s milliseconds: %s',
  async (left, expected) => {
    await portal.activate('bea', 'max', await portal.publish('max'));
    await portal
      .knex('credentials')
      .where({ type: 'initial-access-token' })
      .update({ expires_at: Date.now() + left });
    expect((await overview('max')).body.expiringCredentials).toBe(expected);
  },
);

it('shows the five products with most calls', async () => {
  portal.at('2026-03-10T14:30:00Z');
  for (const calls of [3, 6, 1, 5, 2, 4]) {
    const product = await portal.publish('max', {
      ...paymentsProduct,
      api: 'Accounts',
      owner: 'group:default/team-a',
      title: `Called ${calls} times`,
      approval: 'automatic',
    });
    portal.log(await portal.activate('bea', 'max', product), { calls });
  }
  await portal.meter();
  const { body } = await overview('max');
  expect(body.topProducts.map(({ calls }: any) => calls)).toEqual([
    6, 5, 4, 3, 2,
  ]);
});

it('counts accounts of which a region could not be read', async () => {
  await portal.knex('account_regions').update({ fresh: false, error: 'Gone' });
  expect((await overview('max')).body.accountsNotFresh).toBe(1);
});
