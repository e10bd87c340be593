import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import {
  seenOnEachSide,
  whoSeesWhich,
} from '../__testUtils__/portal/whoSeesWhich';

const portal = usePortal();
/** By name: who holds it, and of which product. */
const ids: Record<string, string> = {};
const facts: Record<string, string> = {};

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  const subscribe = async (name: string, who: Person, product: any) => {
    const { id, application } = await portal.subscribe(who, product);
    ids[name] = id;
    facts[`application of ${name}`] = application.id;
  };
  portal.at('2026-03-10T10:00:00Z');
  await subscribe('bea:accounts', 'bea', accounts);
  portal.at('2026-03-10T11:00:00Z');
  await subscribe('carl:accounts', 'carl', accounts);
  portal.at('2026-03-10T12:00:00Z');
  await subscribe('carl:payments', 'carl', payments);
  portal.at('2026-03-10T13:00:00Z');
  await subscribe('max:payments', 'max', payments);
  portal.at('2026-03-10T14:00:00Z');
  await portal.move('max', { id: ids['bea:accounts'] }, 'reject');
  facts.accounts = accounts.id;
  facts.payments = payments.id;
  facts['API Payments'] = await portal.gatewayApiId('Payments');
});

async function list(person: Person, query = '') {
  const { body } = await portal.as(person).get(`/subscriptions?${query}`);
  const names = body.items.map(({ id }: { id: string }) =>
    Object.keys(ids).find(name => ids[name] === id),
  );
  return { names: names.join(' '), totalItems: body.totalItems };
}

it.each(whoSeesWhich)('%s sees which', async (person, ...expected) => {
  expect(await seenOnEachSide(query => list(person, query))).toEqual(expected);
});

describe('what narrows a list', () => {
  it.each([
    ['search=PAYM', 'max:payments carl:payments'],
    ['search=of%20carl', 'carl:payments carl:accounts'],
    ['search=%25', ''],
    ['state=rejected', 'bea:accounts'],
    [
      'state=rejected&state=requested',
      'max:payments carl:payments carl:accounts bea:accounts',
    ],
    ['state=active', ''],
    ['productId={accounts}', 'carl:accounts bea:accounts'],
    ['applicationId={application of carl:payments}', 'carl:payments'],
    ['gatewayApiId={API Payments}', 'max:payments carl:payments'],
    ['gatewayApiId=nope', ''],
    ['productId={payments}&search=max', 'max:payments'],
  ])('%s', async (query, expected) => {
    const filled = query.replace(/\{(.+?)\}/g, (_, name) => facts[name]);
    const { names } = await list('ada', filled);
    expect(names).toBe(expected);
  });
});

describe('order and pages', () => {
  const byRequest = [
    'bea:accounts',
    'carl:accounts',
    'carl:payments',
    'max:payments',
  ];
  const byUpdate = [...byRequest.slice(1), 'bea:accounts'];
  it.each([
    ['', [...byRequest].reverse()],
    ['orderBy=requestedAt:asc', byRequest],
    ['orderBy=requestedAt:desc', [...byRequest].reverse()],
    ['orderBy=updatedAt:asc', byUpdate],
    ['orderBy=updatedAt:desc', [...byUpdate].reverse()],
  ])('%s', async (query, expected) => {
    expect((await list('ada', query)).names).toBe(expected.join(' '));
    expect(await list('ada', `${query}&offset=1&limit=2`)).toEqual({
      names: expected.slice(1, 3).join(' '),
      totalItems: 4,
    });
  });
});

describe('what an entry says', () => {
  it('has the application, the product, the plan and the times', async () => {
    const { body } = await portal
      .as('ada')
      .get(`/subscriptions?state=rejected`);
    expect(body.items).toEqual([
      {
        id: ids['bea:accounts'],
        state: 'rejected',
        actions: [],
        actionsWithReason: [],
        application: {
          id: facts['application of bea:accounts'],
          title: 'App of bea',
          owner: 'user:default/bea',
        },
        product: {
          id: facts.accounts,
          title: 'Accounts for partners',
          owner: 'group:default/team-a',
          state: 'published',
        },
        plan: expect.objectContaining({ title: 'Trial', state: 'published' }),
        manageCredentials: false,
        mayChangePlan: false,
        requestedBy: 'user:default/bea',
        requestedAt: '2026-03-10T10:00:00.000Z',
        decidedBy: 'user:default/max',
        decidedAt: '2026-03-10T14:00:00.000Z',
        reason: 'Because',
        endedAt: '2026-03-10T14:00:00.000Z',
        updatedAt: '2026-03-10T14:00:00.000Z',
      },
    ]);
  });

  it.each([
    ['bea', true],
    ['max', false],
    ['ada', false],
  ] as const)(
    'tells %s whether the credentials are theirs to handle: %s',
    async (person, expected) => {
      const { body } = await portal
        .as(person)
        .get(`/subscriptions/${ids['bea:accounts']}`);
      expect(body.manageCredentials).toBe(expected);
    },
  );
});
