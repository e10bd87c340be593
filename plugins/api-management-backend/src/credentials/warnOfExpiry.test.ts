import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const DAY = 86_400_000;

async function keyFor(days: number) {
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}/credentials`;
  const { body } = await portal
    .as('bea')
    .post(path, { type: 'api-key', name: 'Batch', lifetimeDays: days });
  portal.sent.length = 0;
  const end = Date.parse(body.expiresAt);
  return {
    id,
    path,
    key: body,
    /** So many days before its end. */
    at: (before: number) =>
      portal.at(new Date(end - before * DAY).toISOString()),
  };
}

const warn = () => portal.run('warn-of-expiry');
const told = () =>
  portal.sent.map(({ recipients, payload }: any) => [
    recipients.entityRef,
    payload.title,
  ]);
const warning = (days: string) => [
  ['user:default/bea'],
  `API key Batch expires in ${days}: Accounts for partners for App of bea`,
];

describe('the holder of an API key that expires', () => {
  it('is told 30, 14, 7 and 1 days before, once each', async () => {
    const { at } = await keyFor(90);
    for (const days of [31, 30, 29, 14, 13, 7, 2, 1, 0.5, 0]) {
      at(days);
      await warn();
      await warn();
    }
    expect(told()).toEqual([
      warning('30 days'),
      warning('14 days'),
      warning('7 days'),
      warning('1 day'),
    ]);
  });

  it('is told the nearest only, when several days passed while nothing ran', async () => {
    const { at } = await keyFor(90);
    at(5);
    await warn();
    await warn();
    expect(told()).toEqual([warning('5 days')]);
  });

  it('is told by one of several replicas', async () => {
    const { at } = await keyFor(90);
    at(14);
    await Promise.all([warn(), warn(), warn()]);
    expect(told()).toEqual([warning('14 days')]);
  });

  it('is told later what could not be sent', async () => {
    const { at } = await keyFor(90);
    at(14);
    portal.sent.fails = true;
    await warn();
    portal.sent.fails = false;
    await warn();
    await warn();
    expect(told()).toEqual([warning('14 days')]);
  });

  it('is not told of days that were chosen as its life', async () => {
    const { at } = await keyFor(7);
    await warn();
    expect(told()).toEqual([]);
    at(1);
    await warn();
    expect(told()).toEqual([warning('1 day')]);
  });

  it.each(['replaced', 'revoked'])(
    'is not told of one that is %s',
    async how => {
      const { at, path, key } = await keyFor(90);
      at(20);
      await (how === 'replaced'
        ? portal.as('bea').post(path, {
            type: 'api-key',
            replaces: key.id,
            overlapHours: 720,
          })
        : portal.as('bea').post(`${path}/${key.id}/revoke`));
      at(14);
      await warn();
      expect(told()).toEqual([]);
    },
  );

  it('sees it on the subscription within 30 days', async () => {
    const { at, id, key } = await keyFor(90);
    const expiring = async () =>
      (await portal.as('bea').get(`/subscriptions/${id}`)).body.expiring;
    at(31);
    expect(await expiring()).toBeUndefined();
    at(30);
    expect(await expiring()).toEqual({
      id: key.id,
      type: 'api-key',
      name: 'Batch',
      expiresAt: key.expiresAt,
    });
  });
});
