import { describeClientRegistry } from './describeClientRegistry';
import { InMemoryClientRegistry } from './InMemoryClientRegistry';

describe('InMemoryClientRegistry', () => {
  describeClientRegistry(async () => {
    const registry = new InMemoryClientRegistry();
    return {
      registry,
      applyGrant: grant => registry.applyGrant(grant),
      removeGrant: clientId => registry.removeGrant(clientId),
    };
  });
});
