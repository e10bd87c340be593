import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { mockServices } from '@backstage/backend-test-utils';
import { makeAuthority } from '../__testUtils__/makeAuthority';
import { writeTlsFiles, type TestTlsFiles } from '../__testUtils__/tlsFiles';
import { readSecureContext } from './readSecureContext';
import { reloadSecureContext } from './reloadSecureContext';

jest.setTimeout(30_000);

describe('the files of HTTPS', () => {
  let tls: TestTlsFiles;

  beforeEach(async () => {
    tls = await writeTlsFiles();
  });

  afterEach(() => tls.remove());

  async function start() {
    const inUse = await readSecureContext(tls.files);
    const server = createServer(inUse).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const logger = mockServices.logger.mock();
    const said = (level: 'info' | 'error') =>
      new Promise<string>(resolve => {
        logger[level].mockImplementation(resolve);
      });
    const stop = reloadSecureContext(server, {
      files: tls.files,
      inUse,
      logger,
      intervalMs: 20,
    });
    const readSubject = async () => {
      const { port } = server.address() as AddressInfo;
      const socket = connect({ port, rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerX509Certificate()!;
      socket.destroy();
      return subject;
    };
    const close = () => {
      stop();
      server.close();
    };
    return { readSubject, said, close };
  }

  it('are taken into use when they change', async () => {
    const { readSubject, said, close } = await start();
    await expect(readSubject()).resolves.toBe('CN=gateway');
    const renewed = said('info');
    const { cert, key } = await tls.authority.issue('renewed');
    await tls.write('keyFile', key);
    await tls.write('certFile', cert);
    await renewed;
    await expect(readSubject()).resolves.toBe('CN=renewed');
    close();
  });

  it.each<['certFile' | 'keyFile', string]>([
    ['certFile', 'nonsense'],
    ['certFile', ''],
    ['keyFile', ''],
  ])('stay as they are when the %s is "%s"', async (file, content) => {
    const { readSubject, said, close } = await start();
    const failed = said('error');
    await tls.write(file, content);
    await expect(failed).resolves.toMatch(
      'The TLS files were not renewed: The files of apiManagement.gateways.local.tls do not fit together',
    );
    await expect(readSubject()).resolves.toBe('CN=gateway');
    close();
  });

  it('are named when one is missing', async () => {
    await expect(
      readSecureContext({ ...tls.files, keyFile: '/nowhere/server.key' }),
    ).rejects.toThrow(
      /apiManagement\.gateways\.local\.tls\.keyFile, \/nowhere\/server\.key: ENOENT/,
    );
  });

  it('are refused when certificate and key are of two pairs', async () => {
    const { key } = await tls.authority.issue('other');
    await tls.write('keyFile', key);
    await expect(readSecureContext(tls.files)).rejects.toThrow(
      'do not fit together',
    );
  });

  it('are refused when the revocation list is none', async () => {
    await tls.write('crlFile', tls.authority.cert);
    await expect(readSecureContext(tls.files)).rejects.toThrow(
      'holds no certificate revocation list',
    );
  });

  it('may hold the lists of several authorities', async () => {
    const other = await makeAuthority('Other CA');
    const lists = [await tls.authority.revoke(), await other.revoke()];
    await tls.write('crlFile', lists.join('\n'));
    const { crl } = await readSecureContext(tls.files);
    expect(crl).toHaveLength(2);
  });
});
