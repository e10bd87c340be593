import { describeReplayStore } from './describeReplayStore';
import { InMemoryReplayStore } from './InMemoryReplayStore';

describe('InMemoryReplayStore', () => {
  describeReplayStore(async clock => new InMemoryReplayStore(clock));
});
