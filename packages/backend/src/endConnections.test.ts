import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { endConnections } from './endConnections';

describe('endConnections', () => {
  it('lets a backend end although a request does not', async () => {
    const server = createServer(() => {}).listen(0);
    await once(server, 'listening');
    const lifecycle = mockServices.lifecycle.mock();
    endConnections(server, lifecycle, 10);
    const { port } = server.address() as AddressInfo;
    const poll = fetch(`http://localhost:${port}`).catch(error => error);
    await once(server, 'request');

    const closed = once(server, 'close');
    server.close();
    const [hook] = lifecycle.addShutdownHook.mock.calls[0];
    await hook();
    await closed;
    expect(await poll).toMatchObject({ message: 'fetch failed' });
  });
});
