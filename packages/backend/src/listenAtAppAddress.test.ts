import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { listenAtAppAddress } from './listenAtAppAddress';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

it('answers at the address of the app until the backend ends', async () => {
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  const lifecycle = mockServices.rootLifecycle.mock();
  const server = listenAtAppAddress(
    (request, response) => response.end(`page ${request.url}`),
    mockServices.rootConfig({
      data: { app: { baseUrl }, backend: { listen: { host: '127.0.0.1' } } },
    }),
    lifecycle,
  );
  await once(server, 'listening');
  const page = await fetch(`${baseUrl}/products`);
  expect(await page.text()).toBe('page /products');
  const hooks = lifecycle.addShutdownHook.mock.calls;
  await Promise.all(hooks.map(([hook]) => hook()));
  await expect(fetch(baseUrl)).rejects.toThrow('fetch failed');
});
