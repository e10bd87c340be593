import type { ClientKeyActivity } from '@oaf/backstage-plugin-api-management-node';
import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const time = (hour: number) => Date.UTC(2026, 2, 10, hour);

const key: ClientKeyActivity = {
  thumbprint: 'thumbprint-of-a-key',
  registeredAt: time(13),
  registeredBy: 'enrolment',
  lastUsedAt: null,
  replacedAt: null,
  notAfter: null,
  revokedAt: null,
  revokedBy: null,
};

async function activate(approval = 'manual') {
  const product = await portal.publish('max', { ...accountsProduct, approval });
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}`;
  const events = async () =>
    (await portal.as('bea').get(`${path}/events`)).body.items;
  const credential = async (type: string) =>
    (await portal.as('bea').get(`${path}/credentials`)).body.items.find(
      (item: { type: string }) => item.type === type,
    );
  return { id, path, events, credential };
}

describe('the timeline', () => {
  it('tells by data who approved', async () => {
    const manual = await activate();
    expect((await manual.events())[1]).toMatchObject({
      type: 'approved',
      actor: 'user:default/max',
      reason: 'Because',
      data: {},
    });
    await portal.move('bea', manual, 'end');
    const automatic = await activate('automatic');
    const [, approved] = await automatic.events();
    expect(approved).toMatchObject({
      type: 'approved',
      data: { rule: 'automatic' },
    });
    expect(approved).not.toHaveProperty('reason');
    expect(approved).not.toHaveProperty('actor');
  });

  it('tells by data of which credential', async () => {
    const { id, path, events, credential } = await activate();
    portal.gateway.activity.set(id, { clientKeys: [key] });
    const apiKey = await credential('api-key');
    const act = (what: { id: string }, operation: string) =>
      portal.as('bea').post(`${path}/credentials/${what.id}/${operation}`);
    await act(apiKey, 'reveal');
    await act(apiKey, 'revoke');
    await portal.as('bea').post(`${path}/credentials`, { type: 'api-key' });
    await act(await credential('client-key'), 'revoke');
    const { prefix } = apiKey;
    const told = (await events())
      .filter(({ data }: any) => data.credential)
      .map(({ type, data, actor, reason }: any) => [
        type,
        data.credential.type,
        data.credential.prefix === prefix,
        actor,
        reason,
      ]);
    const bea = 'user:default/bea';
    expect(told).toEqual([
      ['credential-revealed', 'api-key', true, bea, undefined],
      ['credential-revoked', 'api-key', true, bea, undefined],
      ['credential-issued', 'api-key', false, bea, undefined],
      ['client-key-revoked', 'client-key', false, bea, undefined],
      ['client-key-enrolled', 'client-key', false, undefined, undefined],
    ]);
  });

  it('tells what the consumer’s program did, also of keys that are over', async () => {
    const { id, events } = await activate();
    portal.at('2026-03-10T20:00:00.000Z');
    portal.gateway.activity.set(id, {
      clientKeys: [
        { ...key, registeredAt: time(15), registeredBy: 'rotation' },
        { ...key, replacedAt: time(15), notAfter: time(15) },
        {
          ...key,
          registeredAt: time(16),
          notAfter: time(17),
          revokedAt: time(17),
          revokedBy: 'consumer',
        },
        {
          ...key,
          registeredAt: time(18),
          notAfter: time(19),
          revokedAt: time(19),
          revokedBy: 'portal',
        },
      ],
    });
    const told = (await events()).filter(({ type }: any) =>
      type.startsWith('client-key-'),
    );
    expect(told.map(({ type, at }: any) => [type, Date.parse(at)])).toEqual([
      ['client-key-enrolled', time(13)],
      ['client-key-rotated', time(15)],
      ['client-key-enrolled', time(16)],
      ['client-key-revoked', time(17)],
      ['client-key-enrolled', time(18)],
    ]);
    expect(new Set(told.map((event: any) => event.id)).size).toBe(5);
  });

  it('shows what a newer version wrote', async () => {
    const { id, events } = await activate();
    await portal.knex('subscription_events').insert({
      subscription_id: id,
      at: time(14),
      type: 'not-invented-yet',
      reason: 'Whatever it was',
    });
    expect((await events()).at(-1)).toMatchObject({
      type: 'other',
      reason: 'Whatever it was',
      data: {},
    });
  });
});
