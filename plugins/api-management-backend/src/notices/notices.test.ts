import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();

const told = () =>
  portal.sent.map(({ recipients, payload }) => ({
    ...recipients,
    ...payload,
  }));

/** Bea's request for team A's product. */
async function request() {
  const product = await portal.publish('max');
  return portal.subscribe('bea', product);
}

describe('notices', () => {
  it('tell the product’s owner of a request, but not who asks', async () => {
    const { id } = await request();
    expect(told()).toEqual([
      expect.objectContaining({
        entityRef: ['group:default/team-a'],
        excludeEntityRef: 'user:default/bea',
        title: 'App of bea asks for Accounts for partners',
        link: `/api-management/subscriptions/${id}`,
      }),
    ]);
  });

  it.each([
    ['approve', 'Approved'],
    ['reject', 'Rejected'],
  ])(
    'tell who asked of the decision to %s, with its reason',
    async (action, word) => {
      const { id } = await request();
      portal.sent.length = 0;
      await portal.move('max', { id }, action, 'Known partner');
      expect(told()[0]).toMatchObject({
        entityRef: ['user:default/bea'],
        title: `${word}: Accounts for partners for App of bea`,
        description: 'Known partner',
        link: `/apis/subscriptions/${id}`,
      });
    },
  );

  it('tell who asked once that credentials are ready, also after a pause', async () => {
    const { id } = await request();
    await portal.move('max', { id }, 'approve');
    await portal.provision();
    await portal.move('max', { id }, 'suspend');
    await portal.provision();
    await portal.move('max', { id }, 'resume');
    await portal.provision();
    expect(told().filter(({ topic }) => topic === 'credentials')).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/bea'],
        link: `/apis/subscriptions/${id}`,
      }),
    ]);
  });

  it('tell who relies on a subscription of its suspension, with the reason', async () => {
    const { id } = await request();
    await portal.move('max', { id }, 'approve');
    await portal.provision();
    portal.sent.length = 0;
    await portal.move('max', { id }, 'suspend', 'Key found in public');
    expect(told()).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/bea'],
        excludeEntityRef: 'user:default/max',
        description: 'Key found in public',
      }),
    ]);
  });

  it('tell nobody of a request that a rule approves', async () => {
    const product = await portal.publish('max', {
      ...accountsProduct,
      approval: 'automatic',
    });
    await portal.subscribe('bea', product);
    expect(told().map(({ topic }) => topic)).not.toContain('request');
  });

  it('tell nothing of what was refused', async () => {
    const { id } = await request();
    portal.sent.length = 0;
    await portal.as('carl').post(`/subscriptions/${id}/transitions`, {
      action: 'approve',
    });
    expect(told()).toEqual([]);
  });

  it('leave a write as it is when they cannot be sent, and are logged', async () => {
    portal.sent.fails = true;
    const { state } = await request();
    portal.sent.fails = false;
    expect(state).toBe('requested');
    expect(portal.warnings).toContainEqual(
      expect.stringMatching(
        /^The notice of a request of subscription .* was not sent: .*does not answer/,
      ),
    );
  });
});
