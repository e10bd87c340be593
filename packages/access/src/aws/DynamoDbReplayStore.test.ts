import { describeReplayStore, describeRevokedTokens } from '../testUtils';
import { describeOnAws } from './__testUtils__/testAws';
import { DynamoDbReplayStore } from './DynamoDbReplayStore';
import { DynamoDbRevokedTokens } from './DynamoDbRevokedTokens';

describe('DynamoDbReplayStore', () => {
  describeOnAws(['moto', 'ministack'], aws => {
    describeReplayStore(
      async clock => new DynamoDbReplayStore(await aws().createTable(), clock),
    );
  });
});

describe('DynamoDbRevokedTokens', () => {
  describeOnAws(['moto', 'ministack'], aws => {
    describeRevokedTokens(
      async () => new DynamoDbRevokedTokens(await aws().createTable()),
    );
  });
});
