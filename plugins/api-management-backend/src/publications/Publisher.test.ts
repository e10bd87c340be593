import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import { Publisher } from './Publisher';

const { signal } = new AbortController();

/** Publications that are due; a product named `slow` is read for as long as nobody lets it go on. */
function publisherOf(due: string[]) {
  const taken: string[] = [];
  const recorded: string[] = [];
  const released: string[] = [];
  let goOn = () => {};
  const held = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const publicationStore = {
    async lease({ limit }: { limit: number }) {
      const ids = due.splice(0, limit);
      taken.push(...ids);
      return ids.map(id => ({ id, productId: id, state: 'applying' }));
    },
    renew: async () => true,
    record: async ({ id }: { id: string }) => void recorded.push(id),
    release: async ({ id }: { id: string }) => void released.push(id),
  };
  const productStore = {
    async find(id: string) {
      await (id.startsWith('slow') ? held : undefined);
      return undefined;
    },
  };
  const publisher = new Publisher({
    config: { leases: { deploymentMs: 60_000 } },
    publicationStore,
    productStore,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    logger: mockServices.logger.mock(),
  } as any);
  return { publisher, taken, recorded, released, goOn };
}

describe('publishing', () => {
  it('is not held up by a publication that takes long', async () => {
    const quick = Array.from({ length: 20 }, (_, index) => `quick-${index}`);
    const { publisher, recorded, goOn } = publisherOf(['slow', ...quick]);
    const round = publisher.run(signal);
    await eventually(async () => recorded.length === quick.length);
    expect(recorded).not.toContain('slow');
    goOn();
    await round;
    expect(recorded).toContain('slow');
  });

  it('has one round, however often it is woken, and puts its work down when it is stopped', async () => {
    const slow = Array.from({ length: 20 }, (_, index) => `slow-${index}`);
    const { publisher, taken, released, goOn } = publisherOf(slow);
    const rounds = Array.from({ length: 5 }, () => publisher.run(signal));
    await eventually(async () => taken.length > 0);
    const stopped = publisher.stop();
    goOn();
    await Promise.all([stopped, ...rounds]);
    expect(taken).toHaveLength(8);
    expect(released.sort()).toEqual([...taken].sort());
  });
});
