import { TestDatabases } from '@backstage/backend-test-utils';
import {
  publishingWorld,
  gatewayIn,
} from '../../__testUtils__/publishingWorld';
import { eventually } from '../../__testUtils__/eventually';
import { migrated } from '../../__testUtils__/migrated';
import { GatewayDrivers } from '../../accounts/GatewayDrivers';
import { createStores } from '../../composition/createStores';
import { FrontDoors } from '../../publications/FrontDoors';
import { ApiOperations } from './ApiOperations';
import { UsageRoutes } from './UsageRoutes';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });
const { signal } = new AbortController();

const operations = [
  { id: '1', method: 'get', path: '/accounts/{id}', tags: [] },
  { id: '2', method: 'get', path: '/accounts/new', tags: [] },
];

describe.each(databases.eachSupportedId())('operations on %s', engine => {
  async function create() {
    const knex = await migrated(databases, engine);
    const { operationStore } = createStores(knex);
    const warnings: string[] = [];
    const read = jest.fn(async (_: string) => operations);
    const open = () =>
      new ApiOperations({
        operationStore,
        definitionReader: { operations: read } as any,
        logger: { warn: (text: string) => warnings.push(text) } as any,
      });
    const api = (id: string, definitionHash: string | null) => ({
      id,
      definitionHash,
      accountId: '1',
      region: 'r',
      apiId: id,
      stage: 's',
    });
    return { knex, operationStore, warnings, read, open, api };
  }

  it('are read of a text once, also by other replicas and for other APIs that have it', async () => {
    const { read, open, api } = await create();
    const one = open();
    const found = await one.of([api('a', 'h1'), api('b', 'h1')], signal);
    expect(found.get('h1')).toEqual([
      { method: 'GET', path: '/accounts/new' },
      { method: 'GET', path: '/accounts/{id}' },
    ]);
    await one.of([api('a', 'h1')], signal);
    await open().of([api('a', 'h1')], signal);
    expect(read).toHaveBeenCalledTimes(1);
    await one.of([api('a', 'h2'), api('c', null)], signal);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are none of a document that cannot be read, which takes no other one down and is tried again later', async () => {
    const { knex, warnings, read, open, api } = await create();
    read.mockRejectedValueOnce(new Error('no document'));
    const found = await open().of([api('a', 'bad'), api('b', 'good')], signal);
    expect(found.get('bad')).toEqual([]);
    expect(found.get('good')).toHaveLength(2);
    expect(warnings).toEqual([
      'Calls of gateway API a are counted without operations: Error: no document',
    ]);
    await open().of([api('a', 'bad')], signal);
    expect(read).toHaveBeenCalledTimes(2);
    await knex('api_operations').update({ read_at: 1 });
    const again = await open().of([api('a', 'bad'), api('b', 'good')], signal);
    expect(again.get('bad')).toHaveLength(2);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('are read anew where a row is damaged, and forgotten when no API has the text', async () => {
    const { knex, operationStore, read, open, api } = await create();
    await open().of([api('a', 'h1')], signal);
    await knex('api_operations').update({ operations: '{"no":"list"}' });
    const found = await open().of([api('a', 'h1')], signal);
    expect(found.get('h1')).toHaveLength(2);
    expect(read).toHaveBeenCalledTimes(2);
    await operationStore.purge();
    expect(await knex('api_operations')).toEqual([]);
  });
});

describe.each(databases.eachSupportedId())('routes on %s', engine => {
  it('lead from a front door’s path to the API behind it, also after it was withdrawn', async () => {
    const world = await publishingWorld(await databases.init(engine));
    const { knex, apiIn, gateway } = world;
    const stores = createStores(knex);
    const drivers = new GatewayDrivers();
    drivers.add(gateway);
    const logger = {
      warn: (text: string) => {
        throw new Error(text);
      },
    } as any;
    const routesOf = () =>
      new UsageRoutes({
        ...stores,
        operations: new ApiOperations({
          ...stores,
          definitionReader: { operations: async () => operations } as any,
          logger,
        }),
        frontDoors: new FrontDoors({ ...stores, drivers, logger }),
        drivers,
      }).of(gateway.type, signal);
    const doors = async () =>
      (await routesOf())
        .filter(({ stage }) => stage === 'door')
        .map(({ apiId, basePath, gatewayApiId, operations: { length } }) =>
          [apiId, basePath, gatewayApiId, length].join(' '),
        );
    expect(await doors()).toEqual([]);
    await world.carryOut('north', 'apply');
    const expected = [
      `${gatewayIn('north')} /accounts-for-partners/accounts ${apiIn(
        'north',
      )} 2`,
      `${gatewayIn('north')} /accounts-for-partners/accounts-2 ${apiIn(
        'south',
      )} 2`,
    ];
    expect((await doors()).sort()).toEqual(expected);
    await knex('door_routes').delete();
    expect((await doors()).sort()).toEqual(expected);
    await world.begin('north', 'withdraw');
    await eventually(async () => (await knex('publications')).length === 0);
    expect((await doors()).sort()).toEqual(expected);
    const own = (await routesOf()).filter(({ stage }) => stage !== 'door');
    expect(own.map(({ gatewayApiId }) => gatewayApiId).sort()).toEqual(
      [apiIn('north'), apiIn('south')].sort(),
    );
    await world.stop();
  });
});
