import { describeRevokedTokens } from './describeRevokedTokens';
import { InMemoryRevokedTokens } from './InMemoryRevokedTokens';

describe('InMemoryRevokedTokens', () => {
  describeRevokedTokens(async clock => new InMemoryRevokedTokens(clock));
});
