import { exampleGrant, InMemoryClientRegistry } from '../testUtils';
import { cacheClients, cacheRevocations } from './cachedPorts';

const grant = exampleGrant('https://api.example.com');

describe('cacheClients', () => {
  it('sees a change after 30 seconds', async () => {
    let now = 0;
    const registry = new InMemoryClientRegistry();
    const cached = cacheClients(registry, () => now);
    await registry.applyGrant(grant);
    await cached.findByClientId(grant.clientId);
    await registry.applyGrant({ ...grant, status: 'suspended' });
    now = 29_999;
    await expect(cached.findByClientId(grant.clientId)).resolves.toMatchObject({
      grant: { status: 'active' },
    });
    now = 30_000;
    await expect(cached.findByClientId(grant.clientId)).resolves.toMatchObject({
      grant: { status: 'suspended' },
    });
  });

  it('asks each time for a client that is not there', async () => {
    const registry = new InMemoryClientRegistry();
    const cached = cacheClients(registry, () => 0);
    await expect(
      cached.findByClientId(grant.clientId),
    ).resolves.toBeUndefined();
    await registry.applyGrant(grant);
    await expect(cached.findByClientId(grant.clientId)).resolves.toBeDefined();
  });
});

describe('cacheRevocations', () => {
  it('remembers a no for 30 seconds too', async () => {
    let now = 0;
    let isRevoked = false;
    const cached = cacheRevocations({ has: async () => isRevoked }, () => now);
    await expect(cached.has('token')).resolves.toBe(false);
    isRevoked = true;
    now = 29_999;
    await expect(cached.has('token')).resolves.toBe(false);
    now = 30_000;
    await expect(cached.has('token')).resolves.toBe(true);
  });
});
