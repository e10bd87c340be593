import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import { Deployer } from './Deployer';

const { signal } = new AbortController();

/** Deployments that are due; the account of one named `slow` is read for as long as nobody lets it go on. */
function deployerOf(due: string[]) {
  const taken: string[] = [];
  const recorded: string[] = [];
  const released: string[] = [];
  let goOn = () => {};
  const held = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const deploymentQueue = {
    async lease({ limit }: { limit: number }) {
      const ids = due.splice(0, limit);
      taken.push(...ids);
      return ids.map(id => ({ id, accountLinkId: id, state: 'queued' }));
    },
    renew: async () => true,
    async record({ id }: { id: string }, progress: object) {
      recorded.push(id);
      return { id, accountLinkId: id, state: 'queued', ...progress };
    },
    release: async ({ id }: { id: string }) => void released.push(id),
  };
  const accountStore = {
    async find(id: string) {
      await (id.startsWith('slow') ? held : undefined);
      return undefined;
    },
  };
  const deployer = new Deployer({
    config: { leases: { deploymentMs: 60_000 } },
    deploymentQueue,
    accountStore,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    logger: mockServices.logger.mock(),
  } as any);
  return { deployer, taken, recorded, released, goOn };
}

describe('deploying', () => {
  it('is not held up by a deployment that takes long', async () => {
    const quick = Array.from({ length: 20 }, (_, index) => `quick-${index}`);
    const { deployer, recorded, goOn } = deployerOf(['slow', ...quick]);
    const round = deployer.run(signal);
    await eventually(async () => recorded.length === quick.length);
    expect(recorded).not.toContain('slow');
    goOn();
    await round;
    expect(recorded).toContain('slow');
  });

  it('has one round, however often it is woken, and puts its work down when it is stopped', async () => {
    const slow = Array.from({ length: 20 }, (_, index) => `slow-${index}`);
    const { deployer, taken, released, goOn } = deployerOf(slow);
    const rounds = Array.from({ length: 5 }, () => deployer.run(signal));
    await eventually(async () => taken.length > 0);
    const stopped = deployer.stop();
    goOn();
    await Promise.all([stopped, ...rounds]);
    expect(taken).toHaveLength(8);
    expect(released.sort()).toEqual([...taken].sort());
  });
});
