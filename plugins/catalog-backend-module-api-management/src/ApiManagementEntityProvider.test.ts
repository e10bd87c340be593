import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type {
  GatewayApiChange,
  GatewayApiChangePage,
} from '@oaf/backstage-plugin-api-management-common';
import { ApiManagementEntityProvider } from './ApiManagementEntityProvider';
import { gatewayApi, upsert } from './__testUtils__/gatewayApi';

const remove = (name: string): GatewayApiChange => ({ type: 'remove', name });

const inNamespace = (name: string, namespace: string) =>
  upsert(name, {
    entityRef: `api:${namespace}/${name}`,
    gatewayApi: gatewayApi({ name, entityRef: `api:${namespace}/${name}` }),
  });

/** A list of changes that pages like the backend does; `fail` makes the next read throw. */
function createFeed(changes: GatewayApiChange[] = [], pageSize = 2) {
  const failures: Error[] = [];
  const feed = {
    changes,
    /** The backend is busy importing. */
    later: false,
    fail: (error: Error) => failures.push(error),
    read: async (cursor?: string): Promise<GatewayApiChangePage> => {
      const failure = failures.shift();
      if (failure) throw failure;
      const start = Number(cursor ?? 0);
      if (feed.later) {
        return { items: [], cursor: String(start), more: true };
      }
      const items = changes.slice(start, start + pageSize);
      const end = start + items.length;
      return { items, cursor: String(end), more: end < changes.length };
    },
  };
  return feed;
}

/** Keeps entity references the way the catalog would. */
function createCatalog(refs = new Set<string>()) {
  const sizes: number[] = [];
  const connection = {
    applyMutation: async (mutation: EntityProviderMutation) => {
      if (mutation.type === 'full') {
        throw new Error('A full mutation holds all definitions at once');
      }
      sizes.push(mutation.added.length + mutation.removed.length);
      mutation.removed.forEach(removed =>
        refs.delete('entityRef' in removed ? removed.entityRef : ''),
      );
      mutation.added.forEach(({ entity }) =>
        refs.add(stringifyEntityRef(entity)),
      );
    },
    refresh: async () => {},
  } satisfies EntityProviderConnection;
  return {
    connection,
    sizes,
    refs: () => [...refs].sort(),
    names: () => [...refs].map(ref => ref.split('/')[1]).sort(),
  };
}

function setUp(changes: GatewayApiChange[], known: string[] = []) {
  const feed = createFeed(changes);
  const catalog = createCatalog(new Set(known));
  const logger = mockServices.logger.mock();
  const run = jest.fn();
  const provider = new ApiManagementEntityProvider({
    read: feed.read,
    readOwnEntities: async () => catalog.refs(),
    taskRunner: { run },
    logger,
  });
  const signal = new AbortController().signal;
  const refresh = () => provider.refresh(catalog.connection, signal);
  return { feed, catalog, logger, provider, refresh, run, signal };
}

describe('ApiManagementEntityProvider', () => {
  it('starts with everything, page by page', async () => {
    const { catalog, refresh } = setUp(['a', 'b', 'c'].map(n => upsert(n)));
    await refresh();
    expect(catalog.sizes).toEqual([2, 1]);
    expect(catalog.names()).toEqual(['a', 'b', 'c']);
  });

  it('goes on from where it was', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a'), upsert('b')]);
    await refresh();
    feed.changes.push(upsert('c'), remove('a'));
    await refresh();
    expect(catalog.sizes).toEqual([2, 2]);
    expect(catalog.names()).toEqual(['b', 'c']);
  });

  it('leaves the catalog alone while nothing changes', async () => {
    const { catalog, refresh } = setUp([upsert('a')]);
    await refresh();
    await refresh();
    expect(catalog.sizes).toEqual([1]);
  });

  it('removes what it finds at the start and the backend does not know', async () => {
    const { catalog, refresh } = setUp(
      [upsert('a')],
      ['api:default/a', 'api:default/lost', 'api:insurance/a'],
    );
    await refresh();
    expect(catalog.refs()).toEqual(['api:default/a']);
  });

  it('does not take for lost what another process added meanwhile', async () => {
    const { feed, catalog, signal } = setUp([upsert('a')]);
    const provider = new ApiManagementEntityProvider({
      read: feed.read,
      readOwnEntities: async () => {
        feed.changes.push(upsert('b'));
        return ['api:default/a', 'api:default/b'];
      },
      taskRunner: { run: jest.fn() },
      logger: mockServices.logger.mock(),
    });
    await provider.refresh(catalog.connection, signal);
    expect(catalog.names()).toEqual(['a', 'b']);
  });

  it('waits for what the backend tells later, and takes nothing for lost meanwhile', async () => {
    const { feed, catalog, refresh } = setUp(
      [upsert('a'), upsert('b')],
      ['api:default/a', 'api:default/b'],
    );
    feed.later = true;
    await refresh();
    expect(catalog.names()).toEqual(['a', 'b']);
    feed.later = false;
    feed.changes.pop();
    await refresh();
    expect(catalog.names()).toEqual(['a']);
  });

  it('moves an API whose namespace changes', async () => {
    const { feed, catalog, refresh } = setUp([upsert('a')]);
    await refresh();
    feed.changes.push(inNamespace('a', 'insurance'));
    await refresh();
    expect(catalog.refs()).toEqual(['api:insurance/a']);
    feed.changes.push({ ...remove('a'), entityRef: 'api:insurance/a' });
    await refresh();
    expect(catalog.refs()).toEqual([]);
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

  it('goes on with the page that it could not read', async () => {
    const { feed, catalog, signal } = setUp(
      ['a', 'b', 'c'].map(n => upsert(n)),
    );
    let calls = 0;
    const provider = new ApiManagementEntityProvider({
      read: async cursor => {
        calls += 1;
        if (calls === 2) throw new Error('connection reset');
        return feed.read(cursor);
      },
      readOwnEntities: async () => catalog.refs(),
      taskRunner: { run: jest.fn() },
      logger: mockServices.logger.mock(),
    });
    await expect(provider.refresh(catalog.connection, signal)).rejects.toThrow(
      'connection reset',
    );
    expect(catalog.names()).toEqual(['a', 'b']);
    await provider.refresh(catalog.connection, signal);
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
