import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  publishingWorld,
  type PublishingWorld,
} from '../../__testUtils__/publishingWorld';
import { GatewayDrivers } from '../../accounts/GatewayDrivers';
import { createStores } from '../../composition/createStores';
import { FrontDoors } from '../../publications/FrontDoors';
import { LoggedPlaces } from './LoggedPlaces';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

function loggedPlaces({ knex, gateway }: PublishingWorld): LoggedPlaces {
  const stores = createStores(knex);
  const drivers = new GatewayDrivers();
  drivers.add(gateway);
  const logger = mockServices.logger.mock();
  const frontDoors = new FrontDoors({ ...stores, drivers, logger });
  return new LoggedPlaces({ ...stores, drivers, frontDoors, logger });
}

const at = { source: 'fake', productId: expect.any(String) };

it('are the gateway itself for what is at its front door, and the API for what is in place', async () => {
  const world = await publishingWorld(await databases.init('SQLITE_3'));
  const places = loggedPlaces(world);
  // Nobody logs calls of APIs that only were imported.
  expect(await places.all()).toEqual([]);
  const body = {
    action: 'apply',
    locations: [
      { gatewayApiId: world.apiIn('north'), location: 'front-door' },
      { gatewayApiId: world.apiIn('south'), location: 'in-place' },
    ],
  };
  const path = world.at('north');
  const { digest } = (await world.post(`${path}/plan`, body)).body;
  await world.post(`${path}/transitions`, { ...body, digest });
  await world.isOver('north');
  expect(await places.all()).toEqual([
    {
      ...at,
      accountId: 'north',
      region: 'north-1',
      apiId: 'gateway-north',
      stage: 'door',
    },
    {
      ...at,
      accountId: 'south',
      region: 'south-1',
      apiId: 'accounts',
      stage: 'live',
    },
  ]);
  await world.carryOut('north', 'withdraw');
  expect(await places.all()).toEqual([]);
});

it('are none of gateways that count nothing themselves', async () => {
  const world = await publishingWorld(await databases.init('SQLITE_3'));
  await world.carryOut('north', 'apply');
  expect(await loggedPlaces(world).all()).toHaveLength(2);
  Object.assign(world.gateway, { counters: undefined });
  expect(await loggedPlaces(world).all()).toEqual([]);
});
