import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { exampleSecrets } from '@oaf/access/testUtils';
import { decodeJwt } from 'jose';
import type { CustomFetch } from 'openid-client';
import { Agent, fetch as undiciFetch } from 'undici';
import { connectConsumer } from '../__testUtils__/connectConsumer';
import { expectProblem } from '../__testUtils__/expectProblem';
import { freePort } from '../__testUtils__/freePort';
import { makeAuthority, type Identity } from '../__testUtils__/makeAuthority';
import {
  startTestGateway,
  type TestGateway,
} from '../__testUtils__/startTestGateway';
import { startUpstream, type Upstream } from '../__testUtils__/startUpstream';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { writeTlsFiles, type TestTlsFiles } from '../__testUtils__/tlsFiles';

jest.setTimeout(30_000);

const databases = createTestDatabases();

describe('the embedded gateway with HTTPS', () => {
  let upstream: Upstream;
  let tls: TestTlsFiles;
  let test: TestGateway;
  let agents: Agent[] = [];

  beforeEach(async () => {
    upstream = await startUpstream();
    tls = await writeTlsFiles();
    const knex = await migratedDatabase(databases);
    const port = await freePort();
    test = await startTestGateway(knex, upstream.url, {
      baseUrl: `https://127.0.0.1:${port}`,
      timeouts: { drain: '500ms' },
      tls: tls.files,
    });
    await test.grant();
  });

  afterEach(async () => {
    await Promise.all(agents.map(agent => agent.close()));
    agents = [];
    await test.close();
    await upstream.close();
    await tls.remove();
  });

  /** A `fetch` that trusts the authority and shows the certificate. */
  function fetchAs(identity?: Identity): typeof fetch {
    const { cert, key } = identity ?? {};
    const ca = tls.authority.cert;
    const dispatcher = new Agent({ connect: { ca, cert, key } });
    agents.push(dispatcher);
    return ((url: string, init: object) =>
      undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
  }

  function handshake(options: ConnectionOptions): TLSSocket {
    const { hostname, port } = new URL(test.baseUrl);
    const ca = tls.authority.cert;
    return connect({ host: hostname, port: Number(port), ca, ...options });
  }

  function callWith(
    token: string,
    as: typeof fetch,
    headers: Record<string, string> = {},
  ) {
    return as(`${test.baseUrl}/accounts/accounts`, {
      headers: {
        authorization: `Bearer ${token}`,
        'x-api-key': exampleSecrets.apiKey,
        ...headers,
      },
    });
  }

  async function boundConsumer(identity: Identity) {
    return connectConsumer(test.baseUrl, {
      customFetch: fetchAs(identity) as CustomFetch,
      bindsCertificate: true,
    });
  }

  it('serves consumers without a certificate as ever', async () => {
    const consumer = await connectConsumer(test.baseUrl, {
      customFetch: fetchAs() as CustomFetch,
    });
    const answer = await consumer.call('/accounts/accounts');
    expect(answer.status).toBe(200);
    expect(upstream.received[0].headers).toMatchObject({
      'x-forwarded-proto': 'https',
    });
  });

  it('does not speak plain HTTP', async () => {
    const url = test.baseUrl.replace('https:', 'http:');
    await expect(fetch(`${url}/oauth/jwks`)).rejects.toThrow();
  });

  it.each([
    ['TLS 1.1', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' }],
    [
      'a cipher without authentication of what it encrypts',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' },
    ],
  ] as [string, ConnectionOptions][])('refuses %s', async (_, options) => {
    const socket = handshake(options);
    await expect(once(socket, 'secureConnect')).rejects.toThrow();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resumes no session of %s',
    async maxVersion => {
      const first = handshake({ maxVersion });
      const sessions: Buffer[] = [];
      first.on('session', session => sessions.push(session));
      first.write(
        'GET /oauth/jwks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      );
      await first.resume().toArray();
      const session = sessions[0] ?? first.getSession();
      const second = handshake({ maxVersion, session });
      await once(second, 'secureConnect');
      expect(second.isSessionReused()).toBe(false);
      second.destroy();
    },
  );

  it('announces certificate-bound tokens', async () => {
    const url = `${test.baseUrl}/.well-known/oauth-authorization-server/oauth`;
    const answer = await fetchAs()(url);
    const issuer = `${test.baseUrl}/oauth`;
    await expect(answer.json()).resolves.toMatchObject({
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
      },
    });
  });

  it('binds a token to the certificate that TLS proved, and to no other', async () => {
    const own = await tls.authority.issue('consumer');
    const consumer = await boundConsumer(own);
    expect((await consumer.call('/accounts/accounts')).status).toBe(200);
    const token = await consumer.getToken();
    expect(decodeJwt(token).cnf).toEqual({
      'x5t#S256': createHash('sha256')
        .update(new X509Certificate(own.cert).raw)
        .digest('base64url'),
    });
    expect((await callWith(token, fetchAs(own))).status).toBe(200);
    const other = await tls.authority.issue('other');
    expect((await callWith(token, fetchAs(other))).status).toBe(401);
    expect((await callWith(token, fetchAs())).status).toBe(401);
  });

  it('believes no header about a certificate', async () => {
    const own = await tls.authority.issue('consumer');
    const token = await (await boundConsumer(own)).getToken();
    const { raw } = new X509Certificate(own.cert);
    const answer = await callWith(token, fetchAs(), {
      'client-cert': `:${raw.toString('base64')}:`,
      'x-client-cert': encodeURIComponent(own.cert),
      'x-client-cert-x5t-s256': createHash('sha256')
        .update(raw)
        .digest('base64url'),
      'x-amzn-mtls-clientcert': encodeURIComponent(own.cert),
    });
    expect(answer.status).toBe(401);
    expect(upstream.received).toEqual([]);
  });

  it('binds a token to the key of the proof when there is one, certificate or not', async () => {
    const consumer = await connectConsumer(test.baseUrl, {
      customFetch: fetchAs(
        await tls.authority.issue('consumer'),
      ) as CustomFetch,
    });
    expect(decodeJwt(await consumer.getToken()).cnf).toEqual({
      jkt: consumer.thumbprint,
    });
    expect((await consumer.call('/accounts/accounts')).status).toBe(200);
  });

  it.each([
    [
      'has expired',
      'CERT_HAS_EXPIRED',
      () => tls.authority.issue('late', -1000),
    ],
    [
      'is of an unknown authority',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      async () => (await makeAuthority('Nobody')).issue('stranger'),
    ],
    [
      'pretends to be of a known one',
      'CERT_SIGNATURE_FAILURE',
      async () => (await makeAuthority('Test CA')).issue('consumer'),
    ],
  ])('refuses a certificate that %s', async (_, reason, issue) => {
    const url = `${test.baseUrl}/accounts/accounts`;
    await expectProblem(await fetchAs(await issue())(url), {
      status: 401,
      error: 'invalid_client_certificate',
      detail: `The client certificate was refused: ${reason}.`,
    });
    await expect(test.log(1)).resolves.toMatchObject([
      { status: 401, error: 'invalid_client_certificate' },
    ]);
  });

  it('refuses a certificate that was revoked', async () => {
    const revoked = await tls.authority.issue('consumer');
    const consumer = await boundConsumer(revoked);
    expect((await consumer.call('/accounts/accounts')).status).toBe(200);
    await tls.write('crlFile', await tls.authority.revoke([revoked]));
    await test.restart();
    const answer = await fetchAs(revoked)(`${test.baseUrl}/accounts/accounts`);
    expect(answer.status).toBe(401);
    await expect(answer.json()).resolves.toMatchObject({
      error: 'invalid_client_certificate',
      detail: expect.stringContaining('CERT_REVOKED'),
    });
  });

  it('lets no certificate pass when the revocation list is out of date', async () => {
    await tls.write('crlFile', await tls.authority.revoke([], -1000));
    await test.restart();
    const good = await tls.authority.issue('consumer');
    const answer = await fetchAs(good)(`${test.baseUrl}/oauth/jwks`);
    expect(answer.status).toBe(401);
    await expect(answer.json()).resolves.toMatchObject({
      detail: expect.stringContaining('CRL_HAS_EXPIRED'),
    });
    expect((await fetchAs()(`${test.baseUrl}/oauth/jwks`)).status).toBe(200);
  });

  it('closes although somebody never finishes a handshake', async () => {
    const { hostname, port } = new URL(test.baseUrl);
    const socket = connectTcp(Number(port), hostname);
    const hungUp = once(socket, 'close');
    await once(socket, 'connect');
    await test.restart();
    await expect(hungUp).resolves.toBeDefined();
  });
});
