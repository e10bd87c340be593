import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { eventually } from '../../__testUtils__/eventually';
import { importWorld } from '../../__testUtils__/importWorld';
import { migrated } from '../../__testUtils__/migrated';
import { openApi, ScriptedGateway } from '../../__testUtils__/ScriptedGateway';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ disableDocker: true });

async function setUp() {
  const gateway = new ScriptedGateway();
  const [claims] = gateway.set('1', 'east', [{ apiId: 'a' }, { apiId: 'b' }]);
  const knex = await migrated(databases, 'SQLITE_3');
  const world = await importWorld(knex, gateway);
  await world.sweep();
  gateway.exported.splice(0);
  const watching = new AbortController();
  const watched = world.discovery.watch.run(watching.signal);
  const tell = await eventually(async () => gateway.tell);
  return {
    gateway,
    claims,
    world,
    tell,
    async stop() {
      watching.abort();
      await watched;
      await world.discovery.stop();
    },
  };
}

describe('changes that a gateway tells', () => {
  it('are followed API by API, also after the telling broke off once', async () => {
    const { gateway, claims, world, tell, stop } = await setUp();
    expect(gateway.watches).toBe(2);
    expect(world.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The queue is gone'),
    );
    claims.fingerprint = '2';
    claims.text = openApi(['/new']);
    await tell({ accountId: '1', region: 'east', apiId: 'a' });
    expect(gateway.exported).toEqual(['east a']);
    expect(gateway.priorities.at(-1)).toBe('east interactive');
    gateway.set('1', 'east', [{ apiId: 'b' }]);
    await tell({ accountId: '1', region: 'east', apiId: 'a' });
    expect((await world.list()).map(({ apiId }) => apiId)).toEqual(['b']);
    await stop();
  });

  it('queue their region when they name no API, or it cannot be imported', async () => {
    const { gateway, world, tell, stop } = await setUp();
    const queued = async () => (await world.statuses())[0].import?.state;
    await tell({ accountId: '1', region: 'east' });
    expect(await queued()).toBe('queued');
    await world.sweep();
    gateway.failures.set('1 east', new GatewayError('throttled', 'Later.'));
    await tell({ accountId: '1', region: 'east', apiId: 'a' });
    expect(await queued()).toBe('queued');
    expect(await world.list()).toHaveLength(2);
    await stop();
  });

  it('are nothing to us in accounts and regions that are not imported', async () => {
    const { gateway, world, tell, stop } = await setUp();
    const asked = gateway.priorities.length;
    await tell({ accountId: '2', region: 'east', apiId: 'a' });
    await tell({ accountId: '1', region: 'west' });
    expect(gateway.priorities).toHaveLength(asked);
    expect(world.logger.debug).toHaveBeenCalledTimes(2);
    await stop();
  });
});
