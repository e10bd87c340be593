import { usePortal } from '../__testUtils__/portal/usePortal';
import { DatabaseGrantTargetStore } from './DatabaseGrantTargetStore';

describe('an account that a replica of the version before handed a grant', () => {
  const portal = usePortal();

  it('is known, and forgotten once it gave the grant back', async () => {
    const targets = new DatabaseGrantTargetStore(portal.knex);
    const own = { accountLinkId: 'north', gatewayId: '' };
    const deployed = { accountLinkId: 'north', gatewayId: 'gateway-1' };
    await portal.knex('grant_holders').insert({
      subscription_id: 'subscription-1',
      account_link_id: 'north',
    });
    await targets.add('subscription-1', deployed);
    const neither = { appliedAt: null, error: null };
    await expect(targets.list('subscription-1')).resolves.toEqual([
      { ...deployed, ...neither },
      { ...own, ...neither },
    ]);
    await targets.remove('subscription-1', own);
    await expect(targets.list('subscription-1')).resolves.toEqual([
      { ...deployed, ...neither },
    ]);
    await expect(targets.listEver('subscription-1')).resolves.toHaveLength(2);
  });
});
