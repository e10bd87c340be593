import { buildRestApi } from '../buildRestApi';
import { EmulatedGateway } from '../EmulatedGateway';
import { Portal } from './Portal';

/** Of the API that the portal imports. */
export const accountsDocument = {
  info: { title: 'Accounts', version: '1' },
  paths: { '/accounts': { get: {}, options: {} } },
};

/** A portal with a gateway on MiniStack and an imported API, for the tests of a suite; nobody waits between tries. */
export function useEmulatedPortal() {
  let world: EmulatedGateway;
  let portal: Portal;

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    await buildRestApi(world.owner, accountsDocument, {
      backend: world.upstream.url,
      stageName: 'prod',
    });
    portal = await Portal.open(world);
    // Full jitter may be nothing at all.
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await portal?.stop();
    await world?.stop();
  });

  return {
    get world() {
      return world;
    },
    get portal() {
      return portal;
    },
  };
}
