import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import { Deployer } from '../infrastructure/Deployer';
import { Publisher } from '../publications/Publisher';

const { signal } = new AbortController();

type Job = { id: string };

type Worker = {
  run(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
};

/** Jobs that are due; what one named `slow` needs is read for as long as nobody lets it go on. */
function dueJobs(due: string[]) {
  const taken: string[] = [];
  const recorded: string[] = [];
  const released: string[] = [];
  let goOn = () => {};
  const held = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const store = {
    async lease({ limit }: { limit: number }): Promise<Job[]> {
      const ids = due.splice(0, limit);
      taken.push(...ids);
      return ids.map(id => ({ id }));
    },
    renew: async () => true,
    async record({ id }: Job, progress: object) {
      recorded.push(id);
      return { id, ...progress };
    },
    release: async ({ id }: Job) => void released.push(id),
  };
  const findNothing = async (id: string) => {
    await (id.startsWith('slow') ? held : undefined);
    return undefined;
  };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => {},
      fail: async () => {},
    }),
  });
  const logger = mockServices.logger.mock();
  const config = { leases: { deploymentMs: 60_000 } };
  const tools = { store, findNothing, auditor, logger, config };
  return { tools, taken, recorded, released, goOn };
}

type Tools = ReturnType<typeof dueJobs>['tools'];

/** Each reads its own job's id with `findNothing`. */
const workers: Record<string, (tools: Tools) => Worker> = {
  deploying({ store, findNothing, ...tools }) {
    const toDeployment = (job: Job) => ({
      accountLinkId: job.id,
      state: 'queued',
      ...job,
    });
    const deploymentQueue = {
      ...store,
      lease: async (options: { limit: number }) =>
        (await store.lease(options)).map(toDeployment),
      record: async (job: Job, progress: object) =>
        toDeployment(await store.record(job, progress)),
    };
    const accountStore = { find: findNothing };
    return new Deployer({ ...tools, deploymentQueue, accountStore } as any);
  },
  publishing({ store, findNothing, ...tools }) {
    const publicationStore = {
      ...store,
      lease: async (options: { limit: number }) =>
        (await store.lease(options)).map(({ id }) => ({
          id,
          productId: id,
          state: 'applying',
        })),
    };
    const productStore = { find: findNothing };
    return new Publisher({ ...tools, publicationStore, productStore } as any);
  },
};

describe.each(Object.entries(workers))('%s', (_name, create) => {
  it('is not held up by a job that takes long', async () => {
    const quick = Array.from({ length: 20 }, (_, index) => `quick-${index}`);
    const { tools, recorded, goOn } = dueJobs(['slow', ...quick]);
    const round = create(tools).run(signal);
    await eventually(async () => recorded.length === quick.length);
    expect(recorded).not.toContain('slow');
    goOn();
    await round;
    expect(recorded).toContain('slow');
  });

  it('has one round, however often it is woken, and puts its work down when it is stopped', async () => {
    const slow = Array.from({ length: 20 }, (_, index) => `slow-${index}`);
    const { tools, taken, released, goOn } = dueJobs(slow);
    const worker = create(tools);
    const rounds = Array.from({ length: 5 }, () => worker.run(signal));
    await eventually(async () => taken.length > 0);
    const stopped = worker.stop();
    goOn();
    await Promise.all([stopped, ...rounds]);
    expect(taken).toHaveLength(8);
    expect(released.sort()).toEqual([...taken].sort());
  });
});
