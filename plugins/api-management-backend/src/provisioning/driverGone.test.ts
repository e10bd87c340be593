import { usePortal } from '../__testUtils__/portal/usePortal';

describe('a subscription at a gateway whose driver gives access no more', () => {
  const portal = usePortal();

  it('is shown, and says which gateway does not answer', async () => {
    const product = await portal.publish('max');
    const { id } = await portal.activate('bea', 'max', product);
    const { access } = portal.gateway;
    const switchAccess = (value: typeof access | undefined) =>
      Object.defineProperty(portal.gateway, 'access', {
        value,
        configurable: true,
      });
    switchAccess(undefined);
    const answer = await portal
      .as('bea')
      .get(`/subscriptions/${id}/credentials`);
    switchAccess(access);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ unanswered: ['Fake gateway'] });
  });
});
