import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../../__testUtils__/migrated';
import { DatabaseSnapshotStore } from './DatabaseSnapshotStore';
import type { ImportedApi, KnownApi } from './SnapshotStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();

const firstImport: ImportedApi = {
  known: undefined,
  accountLinkId: 'link',
  accountId: '111111111111',
  discovered: {
    region: 'eu-west-1',
    apiId: 'payments',
    stage: 'prod',
    title: 'Payments',
    protocol: 'REST',
    tags: {},
    fingerprint: '1',
  },
  mapping: {
    namespace: 'default',
    owner: 'group:default/team-p',
    system: null,
    lifecycle: 'production',
  },
  mappingNotes: [],
  metadataHash: 'metadata',
  fingerprint: '1',
  definition: {
    format: 'openapi',
    hash: 'one',
    compressed: Buffer.from('one'),
    bytes: 3,
  },
  importError: null,
};

/** What an import finds that compared with what is known. */
const changeTo = (
  hash: string,
  known: KnownApi,
  changeId: string,
): ImportedApi => ({
  ...firstImport,
  known,
  fingerprint: hash,
  definition: {
    ...firstImport.definition!,
    hash,
    change: {
      id: changeId,
      changedAt: Date.now(),
      breakingCount: 1,
      nonBreakingCount: 0,
      fromVersion: null,
      toVersion: null,
      note: null,
      details: [],
    },
  },
});

describe.each(databases.eachSupportedId())(
  'changes of a definition on %s',
  databaseId => {
    async function imported() {
      const knex = await migrated(databases, databaseId);
      const store = new DatabaseSnapshotStore(knex);
      await store.save([firstImport]);
      const [known] = (await store.known('111111111111', 'eu-west-1')).values();
      const told = () => knex('definition_changes').pluck('id');
      const last = async () =>
        (await knex('gateway_apis').first()).last_definition_change_id;
      return { store, known, told, last };
    }

    it.each([
      [
        'beside each other',
        (store: DatabaseSnapshotStore, found: ImportedApi[]) =>
          Promise.all(found.map(api => store.save([api]))),
      ],
      [
        'together',
        async (store: DatabaseSnapshotStore, found: ImportedApi[]) => {
          // One statement of PostgreSQL takes no row twice; the writer saves them one by one then.
          await store.save(found).catch(async () => {
            for (const api of found) {
              await store.save([api]);
            }
          });
        },
      ],
    ])('are told once by imports that end %s', async (_, save) => {
      const { store, known, told, last } = await imported();
      await save(
        store,
        ['a', 'b', 'c'].map(id => changeTo('two', known, id)),
      );
      const ids = await told();
      expect(ids).toHaveLength(1);
      expect(await last()).toBe(ids[0]);
    });

    it('are told each, one after the other', async () => {
      const { store, known, told, last } = await imported();
      await store.save([changeTo('two', known, 'a')]);
      const [second] = (
        await store.known('111111111111', 'eu-west-1')
      ).values();
      await store.save([changeTo('three', second, 'b')]);
      expect((await told()).sort()).toEqual(['a', 'b']);
      expect(await last()).toBe('b');
    });
  },
);
