// oidc-provider in a process of its own: Jest's realm has other classes than Node's, which its checks of objects mind.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

const scope = 'accounts:read accounts:write';

const resourceServer = {
  scope,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 300,
  jwt: { sign: { alg: 'ES256' } },
};

const configure = ({ client, signingKey, resource }) => ({
  clients: [
    {
      ...client,
      scope,
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'ES256',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      dpop_bound_access_tokens: true,
    },
  ],
  jwks: { keys: [{ ...signingKey, use: 'sig' }] },
  clientAuthMethods: ['private_key_jwt'],
  scopes: scope.split(' '),
  ttl: { ClientCredentials: 300 },
  routes: { revocation: '/revoke' },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    fapi: { enabled: true, profile: '2.0' },
    dPoP: {
      enabled: true,
      nonceSecret: randomBytes(32),
      requireNonce: () => true,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      getResourceServerInfo: (_context, asked) => {
        if (asked !== resource) {
          throw new errors.InvalidTarget();
        }
        return resourceServer;
      },
    },
  },
});

process.on('message', options => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const provider = new Provider(issuer, configure(options));
    server.on('request', provider.callback());
    process.send({ issuer });
  });
});
