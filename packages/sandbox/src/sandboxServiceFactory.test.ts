import {
  mockServices,
  ServiceFactoryTester,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import sandboxServiceFactory from './index';
import { startUpstreams } from './upstreams/startUpstreams';

const root = {
  app: { baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
};

const anyPort = { host: '127.0.0.1', port: 0, configKey: 'test' };

function configured(sandbox?: object) {
  return mockServices.rootConfig.factory({ data: { ...root, sandbox } });
}

describe('sandboxServiceFactory', () => {
  const { NODE_ENV } = process.env;

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV });
  });

  it('is up before the first plugin starts and down after the backend stops', async () => {
    const port = await freePort();
    const metadata = `http://localhost:${port}/.well-known/openid-configuration`;
    let seenByPlugin: unknown;
    const backend = await startTestBackend({
      features: [
        sandboxServiceFactory,
        configured({ identityProvider: { port }, upstreams: { port: 0 } }),
        createPlugin(async () => {
          seenByPlugin = await (await fetch(metadata)).json();
        }),
      ],
    });
    expect(seenByPlugin).toMatchObject({ issuer: `http://localhost:${port}` });
    await backend.stop();
    await expect(fetch(metadata)).rejects.toThrow('fetch failed');
  });

  it('does nothing without a sandbox section', async () => {
    await expect(startWith(undefined)).resolves.toBeUndefined();
  });

  it('refuses to start in production mode', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(startWith({})).rejects.toThrow(
      /refuses to start with NODE_ENV=production/,
    );
  });

  it('leaves nothing listening when one of its ports is taken', async () => {
    const blocker = await startUpstreams(anyPort);
    const free = await freePort();
    await expect(
      startWith({
        identityProvider: { port: blocker.port },
        upstreams: { port: free },
      }),
    ).rejects.toThrow(
      `Port ${blocker.port} is in use by another process; stop that process, or set sandbox.identityProvider.port to a free port.`,
    );
    await expect(fetch(`http://127.0.0.1:${free}/`)).rejects.toThrow(
      'fetch failed',
    );
    await blocker.close();
  });
});

function startWith(sandbox: object | undefined) {
  return ServiceFactoryTester.from(sandboxServiceFactory, {
    dependencies: [configured(sandbox)],
  }).getSubject();
}

function createPlugin(init: () => Promise<void>) {
  return createBackendPlugin({
    pluginId: 'probe',
    register: reg => reg.registerInit({ deps: {}, init }),
  });
}

async function freePort() {
  const server = await startUpstreams(anyPort);
  await server.close();
  return server.port;
}
