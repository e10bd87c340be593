import { usePortal } from '../__testUtils__/portal/usePortal';
import { createStores } from '../composition/createStores';
import type { NewEvent } from './SubscriptionEvents';

const portal = usePortal();
const suspended: NewEvent = { type: 'suspended' };
const changed = 'The subscription was changed by somebody else; reload it';

const store = () => createStores(portal.knex).subscriptionStore;
const countEvents = async () =>
  (await portal.knex('subscription_events').select('id')).length;

async function subscribed() {
  const { id } = await portal.activate(
    'bea',
    'max',
    await portal.publish('max'),
  );
  return (await store().find(id))!;
}

describe('what was decided on something that is another by now', () => {
  it.each([
    [{ productVersion: -1 }, 'The product'],
    [{ applicationVersion: -1 }, 'The application'],
  ])('is no request: %j', async (older, what) => {
    const product = await portal.publish('max');
    const application = await portal.application('bea');
    const seen = {
      productVersion: product.version,
      applicationVersion: application.version,
    };
    const request = (versions: typeof seen) =>
      store().insert(
        {
          id: 'new',
          clientId: 'new',
          applicationId: application.id,
          productId: product.id,
          planId: product.plans[0].id,
          state: 'requested',
          purpose: null,
          requestedBy: 'user:default/bea',
        },
        [{ type: 'requested' }],
        versions,
      );
    await expect(request({ ...seen, ...older })).rejects.toThrow(
      `${what} was changed by somebody else; reload it and try again`,
    );
    expect(await portal.knex('subscriptions')).toEqual([]);
    expect(await countEvents()).toBe(0);
    await request(seen);
    expect(await portal.knex('subscriptions')).toHaveLength(1);
  });

  it('is no move', async () => {
    const seen = await subscribed();
    const move = { state: 'suspended' as const, event: suspended };
    await store().move(seen, move);
    const events = await countEvents();
    await expect(store().move(seen, move)).rejects.toThrow(changed);
    expect(await countEvents()).toBe(events);
  });

  it.each<[string, string, object | undefined, boolean]>([
    ['nothing', 'applications', undefined, true],
    ['its title', 'applications', { title: 'Other' }, true],
    ['the holder', 'applications', { owner: 'user:default/carl' }, false],
    ['the provider', 'api_products', { owner: 'group:default/team-p' }, false],
  ])('is no change when %s changed', async (_, table, columns, kept) => {
    const seen = await subscribed();
    if (columns) {
      await portal.knex(table).update(columns);
    }
    const before = await countEvents();
    const given: string[] = [];
    const done = store()
      .change(seen, async now => {
        given.push(now.id);
        return {
          type: 'credential-revealed',
          data: { credential: { type: 'api-key', prefix: 'p' } },
        };
      })
      .then(
        () => undefined,
        ({ message }: Error) => message,
      );
    expect(await done).toBe(kept ? undefined : changed);
    expect(given).toEqual(kept ? [seen.id] : []);
    expect(await countEvents()).toBe(before + (kept ? 1 : 0));
  });

  it('is no change of what is gone', async () => {
    const seen = await subscribed();
    await portal.knex('subscriptions').delete();
    await expect(store().change(seen, async () => suspended)).rejects.toThrow(
      changed,
    );
  });
});
