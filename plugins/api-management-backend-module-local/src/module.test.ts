import { createServer, Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  gatewayDriversExtensionPoint,
  rootHealthServiceFactory,
  type GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';
import { freePort } from './__testUtils__/freePort';
import apiManagementModuleLocal from '.';

jest.setTimeout(30_000);

async function start(local?: object) {
  const drivers: GatewayDriver[] = [];
  let readiness = async () => 'unknown' as unknown;
  const plugin = createBackendPlugin({
    pluginId: 'api-management',
    register(registration) {
      registration.registerExtensionPoint(gatewayDriversExtensionPoint, {
        addDriver: driver => drivers.push(driver),
      });
      registration.registerInit({
        deps: { health: coreServices.rootHealth },
        async init({ health }) {
          readiness = async () => (await health.getReadiness()).payload;
        },
      });
    },
  });
  const data = local ? { apiManagement: { gateways: { local } } } : {};
  const backend = await startTestBackend({
    features: [
      plugin,
      apiManagementModuleLocal,
      rootHealthServiceFactory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  return { drivers, readiness, stop: () => backend.stop() };
}

const dataDirectory = createMockDirectory();

function localConfig(port: number) {
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    dataDirectory: dataDirectory.path,
  };
}

describe('apiManagementModuleLocal', () => {
  it('registers the driver, which counts calls too, and listens until the backend stops', async () => {
    const config = localConfig(await freePort());
    const { drivers, stop } = await start(config);
    expect(drivers.map(({ type }) => type)).toEqual(['local']);
    expect(drivers[0].usage).toBeDefined();
    const url = `${config.baseUrl}/.well-known/oauth-authorization-server/oauth`;
    const answer = await fetch(url);
    await expect(answer.json()).resolves.toMatchObject({
      issuer: `${config.baseUrl}/oauth`,
      token_endpoint: `${config.baseUrl}/oauth/token`,
    });
    await stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('keeps the backend from being ready while it does not listen', async () => {
    const listen = jest.spyOn(Server.prototype, 'listen');
    const { readiness, stop } = await start(localConfig(await freePort()));
    expect(await readiness()).toEqual({ status: 'ok' });
    listen.mock.contexts.forEach(server => (server as Server).close());
    expect(await readiness()).toEqual({
      status: 'error',
      message: 'The embedded gateway does not listen',
    });
    listen.mockRestore();
    await stop();
  });

  it('stays out of the way when it is not configured', async () => {
    const { drivers, readiness, stop } = await start();
    expect(drivers).toEqual([]);
    expect(await readiness()).toEqual({ status: 'ok' });
    await stop();
  });

  it('keeps the backend from starting when the port is taken, and says what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start(localConfig(port))).rejects.toThrow(
      `port ${port} is taken. Stop the process that uses it, or change apiManagement.gateways.local.listen.port`,
    );
    other.close();
  });
});
