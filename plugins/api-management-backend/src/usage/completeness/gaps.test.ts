import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import type { Person } from '../../__testUtils__/portal/people';
import { paymentsProduct } from '../../__testUtils__/portal/story';
import { usePortal } from '../../__testUtils__/portal/usePortal';

jest.setTimeout(60_000);

const portal = usePortal('2026-03-10T12:30:00.000Z');
const DAY = 'from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z';
const ids: Record<string, string> = {};

/** Of the day of the story. */
const at = (hour: number) => Date.UTC(2026, 2, 10, hour);

const gaps = (person: Person, query = '') =>
  portal.as(person).get(`/usage/gaps?${DAY}&${query}`);

function count(apiId: string, hour: number, calls: number) {
  portal.gateway.counts.push({ apiId, stage: 'live', hour: at(hour), calls });
}

function log(apiId: string, hour: number, calls: number, id = ids.bea) {
  portal.log({ id }, { calls }, { at: at(hour), apiId });
}

const compare = () => portal.run('compare-usage-fake');

/** Counts and compares all hours before. */
async function close(hour: number) {
  portal.at(at(hour + 1));
  await portal.meter();
  await compare();
}

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  ids.accounts = accounts.id;
  ids.payments = payments.id;
  ids.bea = (await portal.activate('bea', 'max', accounts)).id;
  await compare();
});

describe('calls that are not in the log', () => {
  beforeEach(async () => {
    log('accounts', 13, 5);
    log('accounts', 14, 5);
    log('payments', 14, 1);
    count('accounts', 13, 5);
    count('accounts', 14, 8);
    count('payments', 14, 2);
    count('payments', 15, 4);
    await close(16);
  });

  it.each([
    ['ada', '', [3, 1, 4]],
    ['max', '', [3]],
    ['paul', '', [1, 4]],
    ['bea', '', []],
  ] as const)(
    'are shown to %s, of what the person looks after',
    async (person, query, calls) => {
      const { status, body } = await gaps(person, `orderBy=hour:asc&${query}`);
      expect(status).toBe(200);
      expect(
        body.items.map(({ missingCalls }: any) => missingCalls).sort(),
      ).toEqual([...calls].sort());
      expect(body.missingCalls).toBe(calls.reduce<number>((a, b) => a + b, 0));
    },
  );

  it.each([
    ['ada', 'accounts', 200],
    ['ada', 'payments', 200],
    ['max', 'accounts', 200],
    ['max', 'payments', 404],
    ['paul', 'accounts', 404],
    ['paul', 'payments', 200],
    ['bea', 'accounts', 404],
  ] as const)('of a product: %s, %s: %s', async (person, product, expected) => {
    const { status, body } = await gaps(person, `productId=${ids[product]}`);
    expect(status).toBe(expected);
    const calls = { accounts: 3, payments: 5 }[product];
    expect(body.missingCalls).toBe(status === 200 ? calls : undefined);
  });

  it('name where and when they arrived', async () => {
    const { body } = await gaps('max', `productId=${ids.accounts}`);
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          place: {
            accountId: 'fake',
            accountAlias: 'Fake gateway',
            region: 'here',
            apiId: 'accounts',
            stage: 'live',
            title: 'Accounts',
          },
          hour: '2026-03-10T14:00:00.000Z',
          loggedCalls: 5,
          countedCalls: 8,
          missingCalls: 3,
        },
      ],
      totalItems: 1,
      missingCalls: 3,
      missingHours: 1,
      comparedFrom: '2026-03-10T13:00:00.000Z',
      comparedUntil: '2026-03-10T16:00:00.000Z',
      notCompared: [],
    });
  });

  it('are paged and sorted', async () => {
    const page = (query: string) => gaps('ada', query);
    const { body } = await page('orderBy=missing:desc&limit=1&offset=1');
    expect(body.totalItems).toBe(3);
    expect(body.items).toMatchObject([{ missingCalls: 3 }]);
    expect(body.missingCalls).toBe(8);
    expect((await page('orderBy=calls:desc')).status).toBe(400);
    expect(
      (
        await portal
          .as('ada')
          .get('/usage/gaps?from=2026-03-11T00:00:00Z&to=2026-03-10T00:00:00Z')
      ).status,
    ).toBe(400);
  });

  it('are none any more when they arrive late', async () => {
    log('accounts', 14, 3, ids.bea);
    await portal.meter();
    expect((await gaps('max')).body.items).toEqual([]);
  });
});

it('takes calls of strangers for logged, though nobody used anything', async () => {
  portal.gateway.call(null, { calls: 7, clientErrors: 7 }, at(13));
  count('accounts', 13, 7);
  await close(14);
  expect((await gaps('ada')).body).toMatchObject({
    items: [],
    missingCalls: 0,
    comparedUntil: '2026-03-10T14:00:00.000Z',
  });
  const { body } = await portal.as('max').get(`/usage?side=provider&${DAY}`);
  expect(body.totals.calls).toBe(0);
  expect(portal.warnings).toEqual([]);
});

it('never calls complete what could not be compared', async () => {
  portal.gateway.failure = new GatewayError(
    'access-denied',
    'The trust role lacks cloudwatch:GetMetricData.',
  );
  await close(14);
  const { body } = await gaps('max');
  expect(body.comparedUntil).toBeUndefined();
  expect(body.notCompared).toMatchObject([
    {
      place: { apiId: 'accounts', title: 'Accounts' },
      why: 'The trust role lacks cloudwatch:GetMetricData.',
    },
  ]);
  expect(portal.warnings).toEqual([
    'The access log of here of account Fake gateway cannot be compared: The trust role lacks cloudwatch:GetMetricData.',
  ]);
});

it('has compared nothing before an hour is over', async () => {
  const { body } = await gaps('max');
  expect(body).toEqual({
    items: [],
    totalItems: 0,
    missingCalls: 0,
    missingHours: 0,
    notCompared: [],
  });
});
