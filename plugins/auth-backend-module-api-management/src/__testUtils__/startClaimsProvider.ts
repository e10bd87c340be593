import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
});

function signed(claims: object) {
  const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(input), privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

/** An OpenID provider that lets everybody in at once, with the claims last put into `claims`. */
export async function startClaimsProvider() {
  const provider = { claims: {} as object, issuer: '', stop: async () => {} };
  let nonce: string | null = null;
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      userinfo_endpoint: `${provider.issuer}/userinfo`,
      jwks_uri: `${provider.issuer}/jwks`,
    }),
    '/jwks': () => ({ keys: [publicKey.export({ format: 'jwk' })] }),
    '/userinfo': () => ({ sub: 'subject' }),
    '/token': () => {
      const iat = Math.floor(Date.now() / 1000);
      const time = { iat, exp: iat + 300, nonce };
      const parties = {
        iss: provider.issuer,
        aud: 'backstage',
        sub: 'subject',
      };
      return {
        access_token: 'access-token',
        token_type: 'Bearer',
        scope: 'openid profile email',
        id_token: signed({ ...parties, ...time, ...provider.claims }),
      };
    },
  };
  const server = createServer((req, res) => {
    const url = new URL(req.url!, provider.issuer);
    if (url.pathname === '/authorize') {
      nonce = url.searchParams.get('nonce');
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.searchParams.set('code', 'code');
      back.searchParams.set('state', url.searchParams.get('state')!);
      res.writeHead(302, { location: back.href }).end();
      return;
    }
    res
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answers[url.pathname]()));
  }).listen(0);
  await once(server, 'listening');
  provider.issuer = `http://localhost:${
    (server.address() as AddressInfo).port
  }`;
  provider.stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return provider;
}
