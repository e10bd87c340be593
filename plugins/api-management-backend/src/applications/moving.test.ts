import type { Person } from '../__testUtils__/portal/people';
import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T10:00:00.000Z');

const B = 'group:default/team-b';
const C = 'group:default/team-c';

const forGroups = (...groups: string[]) => ({
  ...accountsProduct,
  audience: { type: 'groups', groups },
});

/** An application of team B with a live subscription to the product. */
async function holding(product = accountsProduct) {
  const published = await portal.publish('max', product);
  const { id } = await portal.application('bea', { title: 'Radar', owner: B });
  const subscription = await portal.activate('bea', 'max', published, {
    applicationId: id,
  });
  return { id, product: published, subscriptionId: subscription.id as string };
}

async function move(who: Person, id: string, owner: string) {
  const { version } = (await portal.as('ada').get(`/applications/${id}`)).body;
  const path = `/applications/${id}?version=${version}`;
  return portal.as(who).put(path, { title: 'Radar', owner });
}

const read = async (who: Person, path: string) =>
  (await portal.as(who).get(path)).body;

describe('moving an application to another owner', () => {
  it('is refused while it holds what the new owner is not offered', async () => {
    const { id } = await holding(forGroups(B));
    expect(await move('ada', id, C)).toMatchObject({
      status: 409,
      body: {
        error: {
          message: expect.stringContaining(
            `${C} is not in the audience of Accounts for partners`,
          ),
        },
      },
    });
    expect((await read('ada', `/applications/${id}`)).owner).toBe(B);
  });

  it.each([
    ['to everyone', accountsProduct, C],
    ['to the group', forGroups(B, C), C],
    [
      'to a group of the caller, who takes it',
      forGroups(B),
      'user:default/bea',
    ],
    ['by the new owner itself', forGroups(B), 'group:default/team-a'],
  ])('is allowed when all is offered %s', async (_, product, owner) => {
    const { id } = await holding(product);
    const who = owner.startsWith('user:') ? 'bea' : 'ada';
    expect(await move(who, id, owner)).toMatchObject({
      status: 200,
      body: { owner },
    });
  });

  it('does not mind a subscription that is over', async () => {
    const { id, subscriptionId } = await holding(forGroups(B));
    await portal.move('bea', { id: subscriptionId }, 'end');
    await portal.provision();
    expect(await move('ada', id, C)).toMatchObject({ status: 200 });
  });

  it('minds a request that waits for its decision', async () => {
    const published = await portal.publish('max', forGroups(B));
    const { id } = await portal.application('bea', { owner: B });
    await portal.subscribe('bea', published, { applicationId: id });
    expect(await move('ada', id, C)).toMatchObject({ status: 409 });
  });

  it('is in the timeline, and the provider is told', async () => {
    const { id, subscriptionId } = await holding();
    portal.at('2026-03-11T10:00:00.000Z');
    portal.audit.length = 0;
    await move('ada', id, C);
    const path = `/subscriptions/${subscriptionId}`;
    for (const who of ['max', 'carl'] as const) {
      expect((await read(who, `${path}/events`)).items.at(-1)).toMatchObject({
        type: 'application-moved',
        actor: 'user:default/ada',
        at: '2026-03-11T10:00:00.000Z',
        data: { owner: { from: B, to: C } },
      });
    }
    const told = { movedFrom: { owner: B, at: '2026-03-11T10:00:00.000Z' } };
    expect(await read('max', path)).toMatchObject(told);
    expect(
      (await read('max', '/subscriptions?side=provider')).items,
    ).toMatchObject([told]);
    expect(portal.audit).toMatchObject([
      {
        eventId: 'application-update',
        meta: { owner: { from: B, to: C } },
        outcome: 'succeeded',
      },
    ]);
    expect(await portal.as('bea').get(path)).toMatchObject({ status: 404 });
  });

  it('leaves no event of a change that moves nothing, or that is refused', async () => {
    const { id, subscriptionId } = await holding(forGroups(B));
    await move('bea', id, B);
    await move('ada', id, C);
    const { items } = await read(
      'max',
      `/subscriptions/${subscriptionId}/events`,
    );
    expect(items.map(({ type }: { type: string }) => type)).not.toContain(
      'application-moved',
    );
    expect(
      await read('max', `/subscriptions/${subscriptionId}`),
    ).not.toHaveProperty('movedFrom');
  });
});
