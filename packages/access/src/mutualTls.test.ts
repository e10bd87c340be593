import { decodeJwt } from 'jose';
import {
  createAuthority,
  issueCertificate,
  issueCrl,
  type TestAuthority,
} from './__testUtils__/certificates';
import { certificateThumbprint } from './connection';
import { createRevocationLists } from './crl/createRevocationLists';
import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import {
  apiCall,
  createRawKey,
  mutualTlsTokenRequest,
  type RawKey,
  tokenRequest,
} from './testUtils/rawClient';
import { enrolRaw } from './testUtils/rawRegistration';

const aliasBaseUrl = 'https://mtls.gateway.test/oauth';

describe('certificate-bound access token', () => {
  let authority: TestAuthority;
  let clientCertificate: { der: Uint8Array };
  let otherCertificate: { der: Uint8Array };
  let revokedCertificate: { der: Uint8Array };
  let key: RawKey;
  let door: TestDoor;

  beforeAll(async () => {
    authority = await createAuthority('Client CA');
    [clientCertificate, otherCertificate, revokedCertificate] =
      await Promise.all(
        ['01', '02', '03'].map(serial => issueCertificate(authority, serial)),
      );
    key = await createRawKey();
  });

  beforeEach(async () => {
    const certificate = new Uint8Array(authority.certificate.rawData);
    const readCrl = () => issueCrl(authority, ['03']);
    const authorities = [{ certificate, readCrl }];
    const revokedCertificates = createRevocationLists({ authorities });
    door = await createTestDoor(
      'http://gateway.test',
      {},
      { aliasBaseUrl, revokedCertificates },
    );
    await enrolRaw(door, key);
  });

  async function requestToken(certificate?: { der: Uint8Array }) {
    const request = await mutualTlsTokenRequest(door, key);
    const answer = await door.handle(request, {
      clientCertificate: certificate,
    });
    return { status: answer.status, body: await answer.json() };
  }

  async function call(
    token: string,
    certificate?: { der: Uint8Array },
    authorization = `Bearer ${token}`,
  ) {
    const headers = { Authorization: authorization, DPoP: '' };
    const request = await apiCall(door, key, token, { headers });
    return door.authorize({ ...request, clientCertificate: certificate });
  }

  async function boundToken() {
    return (await requestToken(clientCertificate)).body.access_token as string;
  }

  it('is issued to the certificate of the connection, as Bearer', async () => {
    const { status, body } = await requestToken(clientCertificate);
    expect(status).toBe(200);
    expect(body.token_type).toBe('Bearer');
    expect(decodeJwt(body.access_token).cnf).toEqual({
      'x5t#S256': certificateThumbprint(clientCertificate),
    });
  });

  it('opens the API on a connection with that certificate', async () => {
    expect(await call(await boundToken(), clientCertificate)).toMatchObject({
      allow: true,
      binding: 'mtls',
      clientId: 'sub_example',
    });
  });

  it('is refused on a connection with another certificate, or with none', async () => {
    const token = await boundToken();
    for (const certificate of [otherCertificate, undefined]) {
      expect(await call(token, certificate)).toMatchObject({
        allow: false,
        status: 401,
        error: 'invalid_token',
        description: 'The access token is bound to another certificate',
        wwwAuthenticate: expect.stringMatching(/^Bearer error="invalid_token"/),
      });
    }
  });

  it('is refused as DPoP', async () => {
    const token = await boundToken();
    expect(await call(token, clientCertificate, `DPoP ${token}`)).toMatchObject(
      {
        allow: false,
        description: 'The Authorization scheme must be Bearer',
      },
    );
  });

  it('is not what a DPoP token becomes when a certificate is shown', async () => {
    const answer = await door.handle(await tokenRequest(door, key), {
      clientCertificate,
    });
    const { access_token: token, token_type: type } = await answer.json();
    expect(type).toBe('DPoP');
    expect(decodeJwt(token).cnf).toEqual({ jkt: key.kid });
    expect(await call(token, clientCertificate)).toMatchObject({
      allow: false,
      description: 'The Authorization scheme must be DPoP',
    });
  });

  it('is neither issued nor accepted for a revoked certificate', async () => {
    expect(await requestToken(revokedCertificate)).toMatchObject({
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: 'The client certificate was revoked',
      },
    });
    const token = await door.signer.sign(
      { typ: 'at+jwt', alg: door.signer.alg, kid: door.signer.kid },
      {
        ...decodeJwt(await boundToken()),
        cnf: { 'x5t#S256': certificateThumbprint(revokedCertificate) },
      },
    );
    expect(await call(token, revokedCertificate)).toMatchObject({
      allow: false,
      description: 'The client certificate was revoked',
    });
  });

  it('is issued to any certificate where nobody keeps a list of the revoked', async () => {
    door = await createTestDoor('http://gateway.test', {}, { aliasBaseUrl });
    await enrolRaw(door, key);
    const { status, body } = await requestToken(revokedCertificate);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
  });

  it('is refused when it claims to be bound to a key as well', async () => {
    const thumbprint = certificateThumbprint(clientCertificate);
    const token = await door.signer.sign(
      { typ: 'at+jwt', alg: door.signer.alg, kid: door.signer.kid },
      {
        ...decodeJwt(await boundToken()),
        cnf: { 'x5t#S256': thumbprint, jkt: key.kid },
      },
    );
    expect((await call(token, clientCertificate)).allow).toBe(false);
  });

  it.each([
    'Client-Cert',
    'X-Client-Cert',
    'X-Amzn-Mtls-Clientcert',
    'X-Client-Cert-X5t-S256',
    'X-SSL-Client-Cert',
  ])('is not issued for a certificate in the %s header', async name => {
    const der = Buffer.from(clientCertificate.der).toString('base64');
    const request = await mutualTlsTokenRequest(door, key, {
      headers: { [name]: `:${der}:` },
    });
    const answer = await door.handle(request);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_dpop_proof' });
  });

  it('is not issued where mutual TLS is not offered', async () => {
    door = await createTestDoor();
    await enrolRaw(door, key);
    expect(await requestToken(clientCertificate)).toMatchObject({
      status: 400,
      body: { error: 'invalid_dpop_proof' },
    });
  });

  it('is announced in the metadata', async () => {
    const url = `${door.issuer}/.well-known/openid-configuration`;
    const answer = await door.handle(new Request(url));
    expect(await answer.json()).toMatchObject({
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: 'https://mtls.gateway.test/oauth/token',
        revocation_endpoint: 'https://mtls.gateway.test/oauth/revoke',
      },
    });
  });

  it('cannot be offered at another path', async () => {
    await expect(
      createTestDoor(
        'http://gateway.test',
        {},
        {
          aliasBaseUrl: 'https://mtls.gateway.test/other',
        },
      ),
    ).rejects.toThrow(/must have the path of the issuer/);
  });
});
