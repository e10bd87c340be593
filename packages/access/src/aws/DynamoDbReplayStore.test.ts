import { describeReplayStore, describeRevokedTokens } from '../testUtils';
import { describeOnAws } from './__testUtils__/testAws';
import { DynamoDbReplayStore } from './DynamoDbReplayStore';
import { DynamoDbRevokedTokens } from './DynamoDbRevokedTokens';

describe('DynamoDbReplayStore', () => {
  // moto serves requests in threads and does not isolate their writes from each other.
  describeOnAws(['ministack'], aws => {
    describeReplayStore(
      async clock => new DynamoDbReplayStore(await aws().createTable(), clock),
    );
  });
});

describe('DynamoDbRevokedTokens', () => {
  describeOnAws(['ministack'], aws => {
    describeRevokedTokens(
      async () => new DynamoDbRevokedTokens(await aws().createTable()),
    );
  });
});
