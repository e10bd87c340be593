import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { eventually } from '../../__testUtils__/eventually';
import { importWorld } from '../../__testUtils__/importWorld';
import type { ImportWorld } from '../../__testUtils__/importWorld';
import { migrated } from '../../__testUtils__/migrated';
import { openApi, ScriptedGateway } from '../../__testUtils__/ScriptedGateway';
import { decompressText } from '../snapshot/compressedText';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

/** Numbers of changes that a catalog which had read everything would still have to read. */
const changesAfter = async (world: ImportWorld, cursor: number) =>
  (await world.apis.changesSince(cursor, 100)).changes.map(
    ({ api, removed }) => `${removed ? '-' : '+'}${api.apiId}`,
  );

const textOf = async (world: ImportWorld, id: string) => {
  const definition = await world.apis.readDefinition(id);
  return definition && decompressText(Buffer.from(definition.zstd));
};

describe.each(databases.eachSupportedId())('imports on %s', engine => {
  let knex: Knex;
  let gateway: ScriptedGateway;
  const worlds: ImportWorld[] = [];
  const open = async (...rest: Parameters<typeof importWorld>[2][]) => {
    const world = await importWorld(knex, gateway, ...rest);
    worlds.push(world);
    return world;
  };

  beforeAll(async () => {
    knex = await migrated(databases, engine);
  });

  beforeEach(async () => {
    gateway = new ScriptedGateway();
    for (const table of [
      'gateway_apis',
      'gateway_api_definitions',
      'definition_changes',
      'account_regions',
      'account_links',
    ]) {
      await knex(table).delete();
    }
    await knex('leases').update({ holder: '', held_until: 0 });
  });

  afterEach(async () => {
    await Promise.all(
      worlds.splice(0).map(({ discovery }) => discovery.stop()),
    );
  });

  it('imports once, and then neither exports nor writes what is as before', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    gateway.set('2', 'east', [{ apiId: 'a' }]);
    const world = await open();
    await world.sweep();
    const first = await world.list();
    expect(
      first.map(({ accountId, apiId }) => accountId + apiId).sort(),
    ).toEqual(['1a', '1b', '2a']);
    expect(new Set(first.map(({ name }) => name)).size).toBe(3);
    const cursor = await world.apis.lastChangeNumber();
    const rows = await knex('gateway_apis').orderBy('id');
    await world.sweep();
    expect(gateway.exported).toHaveLength(3);
    expect(await world.apis.lastChangeNumber()).toBe(cursor);
    expect(await knex('gateway_apis').orderBy('id')).toEqual(rows);
    const again = await world.list();
    const statuses = await world.statuses();
    expect([...new Set(again.map(api => api.importedAt))].sort()).toEqual(
      [...new Set(statuses.map(({ syncedAt }) => syncedAt))].sort(),
    );
  });

  it('exports the one that changed, and tells how its definition changed', async () => {
    const [claims] = gateway.set('1', 'east', [
      { apiId: 'a', text: openApi(['/claims', '/quotes'], '1') },
      { apiId: 'b' },
    ]);
    const world = await open();
    await world.sweep();
    const cursor = await world.apis.lastChangeNumber();
    claims.fingerprint = '2';
    claims.text = openApi(['/claims'], '2');
    await world.sweep();
    expect(gateway.exported).toEqual(['east a', 'east b', 'east a']);
    expect(await changesAfter(world, cursor)).toEqual(['+a']);
    const { items } = await world.apis.list({ breaking: true }, {});
    expect(items).toEqual([
      expect.objectContaining({
        apiId: 'a',
        lastDefinitionChange: expect.objectContaining({
          breakingCount: 1,
          fromVersion: '1',
          toVersion: '2',
        }),
      }),
    ]);
    const changes = await world.apis.listDefinitionChanges(items[0].id, {});
    expect(changes.items[0].details).toEqual([
      {
        breaking: true,
        path: 'GET /quotes',
        description: 'Removed operation GET /quotes',
      },
    ]);
  });

  it('tells nobody of a deployment that changed nothing', async () => {
    const [claims] = gateway.set('1', 'east', [{}]);
    const world = await open();
    await world.sweep();
    const cursor = await world.apis.lastChangeNumber();
    claims.fingerprint = '2';
    await world.sweep();
    await world.sweep();
    expect(gateway.exported).toHaveLength(2);
    expect(await changesAfter(world, cursor)).toEqual([]);
  });

  it('takes new tags and titles without an export, and keeps the name', async () => {
    const [claims] = gateway.set('1', 'east', [{}]);
    const world = await open();
    await world.sweep();
    const [{ name }] = await world.list();
    claims.title = 'Renamed';
    claims.tags = { owner: 'team-b', lifecycle: 'deprecated' };
    await world.sweep();
    expect(gateway.exported).toHaveLength(1);
    expect(await world.list()).toEqual([
      expect.objectContaining({
        name,
        title: 'Renamed',
        owner: 'group:default/team-b',
        lifecycle: 'deprecated',
      }),
    ]);
  });

  it('follows new rules without an export', async () => {
    gateway.set('1', 'east', [{ tags: { domain: 'insurance' } }]);
    const before = await open();
    await before.sweep();
    await before.discovery.stop();
    const after = await open({ namespace: 'tags.domain' });
    await after.sweep();
    expect(gateway.exported).toHaveLength(1);
    expect((await after.list())[0].namespace).toBe('insurance');
  });

  it('removes what the gateway does not have any more, and takes it back as what it was', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    const world = await open();
    await world.sweep();
    const [{ id }] = await world.list();
    const cursor = await world.apis.lastChangeNumber();
    gateway.set('1', 'east', [{ apiId: 'b' }]);
    await world.sweep();
    expect(await changesAfter(world, cursor)).toEqual(['-a']);
    expect(await world.apis.readDefinition(id)).toBeUndefined();
    gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    await world.sweep();
    expect(await changesAfter(world, cursor)).toEqual(['+a']);
    expect(await textOf(world, id)).toContain('/claims');
  });

  it('removes an API that is deleted while it is exported', async () => {
    const [claims] = gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    const world = await open();
    await world.sweep();
    claims.fingerprint = '2';
    claims.deletedMeanwhile = true;
    await world.sweep();
    expect((await world.list()).map(({ apiId }) => apiId)).toEqual(['b']);
    expect(await world.statuses()).toMatchObject([
      { fresh: true, apiCount: 1 },
    ]);
  });

  it('keeps a region that fails as it was, and others go on', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    gateway.set('1', 'west', [{ apiId: 'c' }]);
    const world = await open();
    const reached = (state: string) =>
      eventually(
        async () => (await world.accounts.find('link-1'))?.state === state,
      );
    await world.sweep();
    const cursor = await world.apis.lastChangeNumber();
    gateway.set('1', 'east', []);
    gateway.set('1', 'west', []);
    gateway.failures.set(
      '1 east',
      new GatewayError('access-denied', 'The role may not list APIs.'),
    );
    await world.sweep();
    expect(await changesAfter(world, cursor)).toEqual(['-c']);
    expect(await world.statuses()).toMatchObject([
      {
        region: 'east',
        fresh: false,
        apiCount: 2,
        error: 'The role may not list APIs.',
        syncedAt: expect.any(Number),
      },
      { region: 'west', fresh: true, apiCount: 0, error: null },
    ]);
    await reached('degraded');
    gateway.failures.clear();
    await world.sweep();
    await reached('verified');
    expect(await world.list()).toEqual([]);
  });

  it('never shows what an unexpected error says', async () => {
    gateway.set('1', 'east', []);
    gateway.failures.set('1 east', new Error('password=hunter2'));
    const world = await open();
    await world.sweep();
    expect(await world.statuses()).toMatchObject([
      {
        error:
          'The import failed in an unexpected way. The log of the backend says how.',
      },
    ]);
  });

  it('keeps the last good definition of an API that fails, and tries it again', async () => {
    const [claims] = gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
    const world = await open();
    await world.sweep();
    claims.fingerprint = '2';
    claims.text = openApi(['/new']);
    claims.failure = new GatewayError('unavailable', 'It did not answer.');
    await world.sweep();
    const [api] = (await world.apis.list({ importProblem: true }, {})).items;
    expect(api).toMatchObject({
      apiId: 'a',
      importError: 'It did not answer.',
    });
    expect(await textOf(world, api.id)).toContain('/claims');
    expect(await world.statuses()).toMatchObject([
      { fresh: true, apiCount: 2 },
    ]);
    const cursor = await world.apis.lastChangeNumber();
    await world.sweep();
    expect(await changesAfter(world, cursor)).toEqual([]);
    claims.failure = undefined;
    await world.sweep();
    expect(await textOf(world, api.id)).toContain('/new');
    const healed = await world.apis.list({ importProblem: true }, {});
    expect(healed.items).toEqual([]);
  });

  it.each([
    ['a page of HTML', '<html>504</html>', /neither OpenAPI nor AsyncAPI/],
    ['half a document', '{"openapi":"3.0.3","paths":{', /neither OpenAPI/],
  ])(
    'shows an API whose export is %s, with the reason',
    async (_, text, why) => {
      gateway.set('1', 'east', [{ text }]);
      const world = await open();
      await world.sweep();
      expect(await world.list()).toEqual([
        expect.objectContaining({ importError: expect.stringMatching(why) }),
      ]);
    },
  );

  it('tells what cannot be called or used, and imports the rest', async () => {
    const endpointNote = 'It is off.';
    gateway.set('1', 'east', [
      { apiId: 'a', invokeUrl: undefined, endpointNote },
      { apiId: 'b', tags: { Owner: 'ops@example.com', Lifecycle: 'beta' } },
      { apiId: 'c', tags: { OWNER: 'team-a' } },
    ]);
    const world = await open();
    await world.sweep();
    const apis = (await world.list()).sort((one, other) =>
      one.apiId < other.apiId ? -1 : 1,
    );
    expect(apis).toMatchObject([
      { invokeUrl: null, endpointNote, mappingNotes: [] },
      {
        endpointNote: null,
        lifecycle: 'beta',
        mappingNotes: [expect.stringMatching(/^The tag Owner says "ops@/)],
      },
      { owner: 'group:default/team-a', mappingNotes: [] },
    ]);
    // Each was imported whole; what its tags say is told on its page.
    const problems = await world.apis.list({ importProblem: true }, {});
    expect(problems.totalItems).toBe(0);
  });

  it('takes a document whose version comes late', async () => {
    const schemas = Array.from(
      { length: 100 },
      (_, at) => `    S${at}: { type: object }\n`,
    );
    const text = `components:\n  schemas:\n${schemas.join(
      '',
    )}info: { title: Claims, version: "1" }\nopenapi: 3.0.3\npaths: {}\n`;
    gateway.set('1', 'east', [{ text }]);
    const world = await open();
    await world.sweep();
    const [api] = await world.list();
    expect(api.importError).toBeNull();
    expect(await textOf(world, api.id)).toBe(text);
  });

  it('keeps a document that the catalog does not take, and lists its operations', async () => {
    const paths = Array.from({ length: 1000 }, (_, at) => `/claims/${at}`);
    const document = JSON.parse(openApi(paths));
    document.info.description = 'x'.repeat(3e6);
    const text = JSON.stringify(document);
    gateway.set('1', 'east', [{ text }, { apiId: 'small' }]);
    const world = await open();
    await world.sweep();
    const [api, small] = await world.list();
    expect(api).toMatchObject({
      importError: null,
      definitionNote: null,
      definitionBytes: text.length,
      operationCount: 1000,
    });
    expect(small.operationCount).toBeNull();
    expect(await textOf(world, api.id)).toBe(text);
    expect(await world.definitions.operations(api.id)).toHaveLength(1000);
    expect(await world.definitions.operations(small.id)).toHaveLength(1);
    const { changes } = await world.apis.changesSince(0, 100);
    expect(
      changes.map(({ api: { apiId }, definition }) => [
        apiId,
        definition.text === undefined,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [api.apiId, true],
        [small.apiId, false],
      ]),
    );
    await world.sweep();
    expect(gateway.exported).toHaveLength(2);
  });

  it('names references that lead out of a document, and takes their meaning', async () => {
    const document = JSON.parse(openApi(['/claims']));
    document.paths['/claims'].get.responses[200] = {
      $ref: 'https://files.example/responses.json#/well',
    };
    gateway.set('1', 'east', [{ text: JSON.stringify(document) }]);
    const world = await open();
    await world.sweep();
    const [api] = await world.list();
    expect(api.definitionNote).toBe(
      'What these references lead to is missing, because they leave the document: https://files.example/responses.json#/well. Bundle it into the document.',
    );
    expect(await textOf(world, api.id)).not.toContain('$ref');
  });

  it('keeps what is known of an API that cannot be read now, and its neighbours', async () => {
    const [broken, well] = gateway.set('1', 'east', [
      { apiId: 'a', title: 'Claims' },
      { apiId: 'b' },
    ]);
    const world = await open();
    await world.sweep();
    const cursor = await world.apis.lastChangeNumber();
    const told = async () =>
      (await world.list())
        .map(({ apiId, title, importError }) => [apiId, title, importError])
        .sort();
    Object.assign(broken, {
      title: 'a',
      fingerprint: '',
      problem: 'The document is no document.',
    });
    well.title = 'Quotes';
    await world.sweep();
    await world.sweep();
    expect(await told()).toEqual([
      ['a', 'Claims', 'The document is no document.'],
      ['b', 'Quotes', null],
    ]);
    expect(await changesAfter(world, cursor)).toHaveLength(2);
    expect(gateway.exported).toHaveLength(2);
    expect((await world.statuses())[0].error).toBeNull();
    Object.assign(broken, {
      title: 'Claims',
      fingerprint: '1',
      problem: undefined,
    });
    await world.sweep();
    expect((await told())[0]).toEqual(['a', 'Claims', null]);
    expect(gateway.exported).toHaveLength(2);
  });

  it('shows an API that could never be read, with the reason', async () => {
    gateway.set('1', 'east', [{ fingerprint: '', problem: 'No document.' }]);
    const world = await open();
    await world.sweep();
    expect(await world.list()).toEqual([
      expect.objectContaining({ importError: 'No document.' }),
    ]);
    expect(gateway.exported).toEqual([]);
  });

  it('shows a large document that nobody can read as that API’s error, and imports its neighbours', async () => {
    const broken = `{"openapi":"3.0.3","x":"${'x'.repeat(2e6)}" oops}`;
    gateway.set('1', 'east', [
      { apiId: 'a' },
      { apiId: 'b', text: broken },
      { apiId: 'c' },
    ]);
    const world = await open();
    await world.sweep();
    const errors = (await world.list()).map(api => [
      api.apiId,
      api.importError,
    ]);
    expect(errors.sort()).toEqual([
      ['a', null],
      ['b', expect.stringMatching(/^The definition cannot be read: /)],
      ['c', null],
    ]);
    expect((await world.statuses())[0].error).toBeNull();
  });

  it('notes a document of 33 MB and does not keep it', async () => {
    const text = JSON.stringify({
      openapi: '3.0.3',
      x: 'x'.repeat(33 * 2 ** 20),
    });
    gateway.set('1', 'east', [{ text }]);
    const world = await open();
    await world.sweep();
    await world.sweep();
    const [api] = await world.list();
    expect(api.definitionNote).toMatch(
      /^The definition has 33\.0 MB, more than/,
    );
    expect(await textOf(world, api.id)).toBe('');
    expect(gateway.exported).toHaveLength(1);
  });

  it('gives a region up with its APIs, and takes an account back as it was', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }]);
    gateway.set('1', 'west', [{ apiId: 'b' }]);
    const world = await open();
    await world.sweep();
    const ids = (await world.list()).map(({ id }) => id);
    const cursor = await world.apis.lastChangeNumber();
    await world.regions.setRegions('link-1', ['east']);
    expect(await changesAfter(world, cursor)).toEqual(['-b']);
    await world.regions.removeAll('link-1');
    expect(await world.list()).toEqual([]);
    await world.regions.setRegions('link-1', ['east', 'west']);
    await world.sweep();
    expect((await world.list()).map(({ id }) => id)).toEqual(ids);
  });

  it('leaves nothing behind of a region that is given up while it is imported', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }]);
    const world = await open();
    let release = () => {};
    gateway.exportsWait = new Promise(resolve => {
      release = resolve;
    });
    await world.discovery.regionImporter.requestSweep();
    await world.regions.removeAll('link-1');
    release();
    await world.discovery.regionImporter.takeTurn();
    await world.discovery.stop();
    expect(await world.list()).toEqual([]);
  });

  it('goes on after a crash with what was not imported yet', async () => {
    gateway.set(
      '1',
      'east',
      ['a', 'b', 'c'].map(apiId => ({ apiId })),
    );
    const crashed = await open();
    gateway.exportsWait = new Promise(() => {});
    await crashed.discovery.regionImporter.requestSweep();
    expect(await crashed.statuses()).toMatchObject([
      { import: { state: 'running' } },
    ]);
    await knex('account_regions').update({ claimed_until: 1 });
    await knex('leases').update({ held_until: 1 });
    gateway.exportsWait = undefined;
    const other = await open();
    await other.discovery.regionImporter.takeTurn();
    await other.settled();
    expect(await other.list()).toHaveLength(3);
    expect(await other.statuses()).toMatchObject([
      { fresh: true, apiCount: 3 },
    ]);
  });

  it('hands its imports on when it is stopped', async () => {
    gateway.set('1', 'east', [{}]);
    const stopping = await open();
    gateway.exportsWait = new Promise(() => {});
    await stopping.discovery.regionImporter.requestSweep();
    await stopping.discovery.stop();
    expect(await stopping.statuses()).toMatchObject([
      { error: null, import: { state: 'queued' } },
    ]);
  });

  it('lets one replica sweep, and every replica take up what is asked for', async () => {
    gateway.set('1', 'east', [{ apiId: 'a' }]);
    gateway.set('1', 'west', [{ apiId: 'b' }]);
    const sweeping = await open();
    const other = await open();
    let release = () => {};
    gateway.exportsWait = new Promise(resolve => {
      release = resolve;
    });
    await sweeping.discovery.regionImporter.requestSweep();
    await knex('account_regions')
      .where({ region: 'west' })
      .update({ claimed_by: null, claimed_until: null });
    await other.discovery.regionImporter.takeTurn();
    await eventually(async () => gateway.priorities.length >= 2);
    expect([...gateway.priorities].sort()).toEqual([
      'east sweep',
      'west sweep',
    ]);
    await other.regions.requestImport('link-1', 'west');
    await other.discovery.regionImporter.takeTurn();
    await eventually(async () => gateway.priorities.length === 3);
    expect(gateway.priorities[2]).toBe('west interactive');
    release();
    await other.settled();
    expect(await other.list()).toHaveLength(2);
  });

  it('breaks a sweep of a region off for somebody who asks for it', async () => {
    gateway.set('1', 'east', [{}]);
    const world = await open();
    gateway.exportsWait = new Promise(() => {});
    await world.discovery.regionImporter.requestSweep();
    await world.regions.requestImport('link-1');
    gateway.exportsWait = undefined;
    await world.discovery.regionImporter.takeTurn();
    await world.settled();
    expect(gateway.priorities).toEqual(['east sweep', 'east interactive']);
    expect(await world.list()).toHaveLength(1);
  });

  it('imports again what is asked for while it is imported', async () => {
    gateway.set('1', 'east', [{}]);
    const world = await open();
    let release = () => {};
    gateway.exportsWait = new Promise(resolve => {
      release = resolve;
    });
    await world.regions.requestImport('link-1', 'east');
    await world.regions.requestImport('link-1', 'east');
    await world.discovery.regionImporter.takeTurn();
    await world.regions.requestImport('link-1', 'east');
    release();
    await eventually(async () => {
      await world.discovery.regionImporter.takeTurn();
      return gateway.priorities.length === 2;
    });
    await world.settled();
    expect(gateway.exported).toHaveLength(1);
  });
});
