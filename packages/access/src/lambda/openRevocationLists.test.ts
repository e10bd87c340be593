import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createAuthority,
  issueCrl,
  issueCertificate,
} from '../__testUtils__/certificates';
import { openRevocationLists } from './openRevocationLists';

describe('openRevocationLists', () => {
  let server: Server;
  let origin: string;
  const files = new Map<string, Uint8Array>();

  beforeAll(async () => {
    server = createServer((message, response) => {
      const file = files.get(message.url!);
      response.writeHead(file ? 200 : 404);
      response.end(file);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  const authorities = () => [
    { certificate: `${origin}/ca`, crl: `${origin}/crl` },
  ];

  it('tells what the list at the address says', async () => {
    const authority = await createAuthority('Test CA');
    files.set('/ca', new Uint8Array(authority.certificate.rawData));
    files.set('/crl', await issueCrl(authority, ['0a']));
    const lists = await openRevocationLists(authorities());
    const revoked = await issueCertificate(authority, '0a');
    const good = await issueCertificate(authority, '0b');
    await expect(lists.has(revoked)).resolves.toBe(true);
    await expect(lists.has(good)).resolves.toBe(false);
  });

  it('rejects while an address does not answer', async () => {
    files.delete('/crl');
    const authority = await createAuthority('Other CA');
    files.set('/ca', new Uint8Array(authority.certificate.rawData));
    const lists = await openRevocationLists(authorities());
    const certificate = await issueCertificate(authority, '0a');
    await expect(lists.has(certificate)).rejects.toThrow('answers 404');
    files.clear();
    await expect(openRevocationLists(authorities())).rejects.toThrow(
      'answers 404',
    );
  });
});
