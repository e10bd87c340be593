import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import type {
  DeferredEntity,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type {
  GatewayApiChange,
  GatewayApiChangePage,
} from '@oaf/backstage-plugin-api-management-common';
import { ApiManagementEntityProvider } from './ApiManagementEntityProvider';
import { upsert } from './__testUtils__/gatewayApi';

const remove = (name: string): GatewayApiChange => ({ type: 'remove', name });

/** A list of changes that pages like the backend does; `fail` makes the next read throw. */
function createFeed(changes: GatewayApiChange[] = [], pageSize = 2) {
  const failures: Error[] = [];
  return {
    changes,
    fail: (error: Error) => failures.push(error),
    read: async (cursor?: string): Promise<GatewayApiChangePage> => {
      const failure = failures.shift();
      if (failure) throw failure;
      const start = Number(cursor ?? 0);
      const items = changes.slice(start, start + pageSize);
      const end = start + items.length;
      return { items, cursor: String(end), more: end < changes.length };
    },
  };
}

/** Keeps entity names the way the catalog would. */
function createCatalog() {
  const names = new Set<string>();
  const mutations: string[] = [];
  const add = (entities: DeferredEntity[]) =>
    entities.forEach(({ entity }) => names.add(entity.metadata.name));
  const connection = {
    applyMutation: async (mutation: EntityProviderMutation) => {
      mutations.push(mutation.type);
      if (mutation.type === 'full') {
        names.clear();
        add(mutation.entities);
        return;
      }
      mutation.removed.forEach(removed =>
        names.delete(
          'entityRef' in removed ? removed.entityRef.split('/')[1] : '',
        ),
      );
      add(mutation.added);
    },
    refresh: async () => {},
  } satisfies EntityProviderConnection;
  return { connection, mutations, names: () => [...names].sort() };
}

function setUp(changes: GatewayApiChange[]) {
  const feed = createFeed(changes);
  const catalog = createCatalog();
  const logger = mockServices.logger.mock();
  const run = jest.fn();
  const provider = new ApiManagementEntityProvider({
    read: feed.read,
    taskRunner: { run },
    logger,
  });
  const signal = new AbortController().signal;
  const refresh = () => provider.refresh(catalog.connection, signal);
  return { feed, catalog, logger, provider, refresh, run, signal };
}

describe('ApiManagementEntityProvider', () => {
  it('starts with everything, over all pages, as one full mutation', async () => {
    const { catalog, refresh } = setUp(['a', 'b', 'c'].map(n => upsert(n)));
    await refresh();
    expect(catalog.mutations).toEqual(['full']);
    expect(catalog.names()).toEqual(['a', 'b', 'c']);
  });

  it('goes on with deltas', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a'), upsert('b')]);
    await refresh();
    feed.changes.push(upsert('c'), remove('a'));
    await refresh();
    expect(catalog.mutations).toEqual(['full', 'delta']);
    expect(catalog.names()).toEqual(['b', 'c']);
  });

  it('leaves the catalog alone while nothing changes', async () => {
    const { catalog, refresh } = setUp([upsert('a')]);
    await refresh();
    await refresh();
    expect(catalog.mutations).toEqual(['full']);
  });

  it.each([
    { order: [upsert('a'), remove('a')], names: [] },
    { order: [remove('a'), upsert('a')], names: ['a'] },
    { order: [upsert('a'), remove('a'), upsert('a')], names: ['a'] },
  ])(
    'keeps to the last change of an API ($names)',
    async ({ order, names }) => {
      const fromStart = setUp(order);
      await fromStart.refresh();
      expect(fromStart.catalog.names()).toEqual(names);

      const later = setUp([]);
      await later.refresh();
      later.feed.changes.push(...order);
      await later.refresh();
      expect(later.catalog.names()).toEqual(names);
    },
  );

  it('reads again right after a full mutation, which may have undone newer changes', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a')]);
    const { applyMutation } = catalog.connection;
    catalog.connection.applyMutation = async mutation => {
      if (mutation.type === 'full') feed.changes.push(upsert('newer'));
      return applyMutation(mutation);
    };
    await refresh();
    expect(catalog.names()).toEqual(['a', 'newer']);
  });

  it('keeps the entities when changes cannot be read, and catches up later', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a')]);
    await refresh();
    feed.changes.push(upsert('b'));
    feed.fail(new Error('connection refused'));
    await expect(refresh()).rejects.toThrow('connection refused');
    expect(catalog.names()).toEqual(['a']);
    await refresh();
    expect(catalog.names()).toEqual(['a', 'b']);
  });

  it('applies no half list when a later page of the first read fails', async () => {
    const { feed, catalog, refresh } = setUp(
      ['a', 'b', 'c'].map(n => upsert(n)),
    );
    const { read } = feed;
    let calls = 0;
    const provider = new ApiManagementEntityProvider({
      read: async cursor => {
        calls += 1;
        if (calls === 2) throw new Error('connection reset');
        return read(cursor);
      },
      taskRunner: { run: jest.fn() },
      logger: mockServices.logger.mock(),
    });
    const { signal } = new AbortController();
    await expect(provider.refresh(catalog.connection, signal)).rejects.toThrow(
      'connection reset',
    );
    expect(catalog.mutations).toEqual([]);
    await refresh();
    expect(catalog.names()).toEqual(['a', 'b', 'c']);
  });

  it('repeats a mutation that the catalog did not take', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a')]);
    await refresh();
    feed.changes.push(upsert('b'));
    const { applyMutation } = catalog.connection;
    catalog.connection.applyMutation = async () => {
      throw new Error('deadlock');
    };
    await expect(refresh()).rejects.toThrow('deadlock');
    catalog.connection.applyMutation = applyMutation;
    await refresh();
    expect(catalog.names()).toEqual(['a', 'b']);
  });

  it('starts over when the backend does not know the cursor any more', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a'), upsert('gone')]);
    await refresh();
    feed.changes.splice(0, 2, upsert('new'));
    feed.fail(
      await ResponseError.fromResponse(
        Response.json({ error: { name: 'InputError' } }, { status: 400 }),
      ),
    );
    await expect(refresh()).rejects.toMatchObject({ statusCode: 400 });
    await refresh();
    expect(catalog.names()).toEqual(['new']);
  });

  it('passes over a change that carries no gateway API, and says so', async () => {
    const { catalog, logger, refresh } = setUp([
      { type: 'upsert', name: 'broken' },
      upsert('a'),
    ]);
    await refresh();
    expect(catalog.names()).toEqual(['a']);
    expect(logger.warn).toHaveBeenCalledWith(
      'Change of broken has no gateway API',
    );
  });

  describe('when the task fails', () => {
    afterEach(() => jest.useRealTimers());

    it('is quiet while the backend is starting, and warns afterwards', async () => {
      jest.useFakeTimers({ now: 0 });
      const { feed, catalog, logger, provider, run, signal } = setUp([]);
      await provider.connect(catalog.connection);
      const { fn } = run.mock.calls[0][0];

      feed.fail(new Error('503'));
      await fn(signal);
      expect(logger.warn).not.toHaveBeenCalled();

      jest.setSystemTime(60_000);
      feed.fail(new Error('503'));
      await fn(signal);
      expect(logger.warn).toHaveBeenCalledWith(
        'Gateway API changes could not be applied, entities stay as they are: Error: 503',
      );
    });

    it('warns at once when it had worked before', async () => {
      const { feed, catalog, logger, provider, run, signal } = setUp([]);
      await provider.connect(catalog.connection);
      const { fn } = run.mock.calls[0][0];
      await fn(signal);
      feed.fail(new Error('connection refused'));
      await fn(signal);
      expect(logger.warn).toHaveBeenCalledTimes(1);
    });
  });
});
