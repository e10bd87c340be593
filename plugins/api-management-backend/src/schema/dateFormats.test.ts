import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-11-28T12:00:00.000Z');

describe('dates in requests', () => {
  it.each([
    '2026-02-31T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-11-31T00:00:00.123Z',
    '2026-02-31T00:00:00%2B01:00',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T00:00:00%2B24:00',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '%2B275760-09-13T00:00:00Z',
    'nonsense',
  ])('refuses %s, which is no instant', async instant => {
    for (const name of ['from', 'to']) {
      const path = `/usage?interval=day&${name}=${instant}`;
      expect(await portal.as('ada').get(path)).toMatchObject({
        status: 400,
        body: {
          error: {
            message: `request/query/${name} must match format "date-time"`,
          },
        },
      });
    }
  });

  it.each([
    ['2026-11-28T00:00:00Z', '2026-11-28T00:00:00.000Z'],
    ['2026-11-28t00:00:00.5z', '2026-11-28T00:00:00.000Z'],
    ['2026-11-28T01:00:00%2B01:00', '2026-11-28T00:00:00.000Z'],
    [
      '2024-02-29T00:00:00Z&to=2024-03-01T00:00:00Z',
      '2024-02-29T00:00:00.000Z',
    ],
  ])('takes %s', async (from, read) => {
    const path = `/usage?interval=day&from=${from}`;
    expect((await portal.as('ada').get(path)).body.from).toBe(read);
  });

  it.each(['2026-13', '2026-00', '2026-1', '0000-01', '1969-12', '9999-12'])(
    'refuses %s, which is no month',
    async month => {
      expect(
        await portal.as('ada').get(`/bills?period=${month}`),
      ).toMatchObject({ status: 400 });
    },
  );

  it.each(['2026-11', '1970-01', '2199-12'])(
    'takes the month %s',
    async month => {
      expect(
        await portal.as('ada').get(`/bills?period=${month}`),
      ).toMatchObject({
        status: 200,
      });
    },
  );
});

describe('an empty search', () => {
  it.each([
    'products',
    'applications',
    'subscriptions',
    'gateway-apis',
    'account-links',
  ])('narrows /%s to nothing', async list => {
    const product = await portal.publish('max');
    await portal.subscribe('bea', product);
    const all = await portal.as('ada').get(`/${list}`);
    expect(all.body.totalItems).toBeGreaterThan(0);
    for (const words of ['', '%20', '%20%20']) {
      const found = await portal.as('ada').get(`/${list}?search=${words}`);
      expect(found.body).toEqual(all.body);
    }
  });
});
