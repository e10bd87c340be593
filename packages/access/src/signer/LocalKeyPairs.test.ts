import { describeKeyPairs } from '../testUtils';
import { LocalKeyPairs } from './LocalKeyPairs';

describe('LocalKeyPairs', () => {
  describeKeyPairs(async () => new LocalKeyPairs());

  it('forgets what nobody collected in time', async () => {
    let now = 1_000;
    const pairs = new LocalKeyPairs(() => now);
    const owner = { issuer: 'i', subscriptionId: 's', credentialId: 'c' };
    const request = { clientId: 'sub_example', owner, expiresAt: 2_000 };
    await pairs.make('token', request);
    now = 2_000;
    await pairs.make('next', { ...request, expiresAt: 3_000 });
    await expect(pairs.find('token')).resolves.toBeUndefined();
  });
});
