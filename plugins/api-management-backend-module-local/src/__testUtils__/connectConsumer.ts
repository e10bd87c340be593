import { exampleSecrets } from '@oaf/access/testUtils';
import { exportJWK } from 'jose';
import * as client from 'openid-client';

/** A consumer that holds a key, the API key and a token. */
export interface Consumer {
  thumbprint: string;
  /** Calls the API with proof of possession, as openid-client does. */
  call(
    path: string,
    init?: {
      method?: string;
      body?: client.FetchBody;
      headers?: Record<string, string>;
    },
  ): Promise<Response>;
  /** The header fields of such a call, which is not sent. */
  signature(path: string, method: string): Promise<[string, string][]>;
  /** What registration answered (RFC 7592). */
  registration: { uri: string };
  /** Asks the registration's own address, proving the key. */
  askRegistration(method: string): Promise<Response>;
  /** Gives the token up that calls use (RFC 7009). */
  revokeToken(): Promise<void>;
  /** A new token with the same key. */
  getToken(): Promise<string>;
  /** Calls use a new token from now on. */
  renewToken(): Promise<void>;
}

async function makeKey() {
  const keys = await client.randomDPoPKeyPair('ES256', { extractable: true });
  return { keys, jwk: { ...(await exportJWK(keys.publicKey)), alg: 'ES256' } };
}

type Key = Awaited<ReturnType<typeof makeKey>>;

/** How the consumer reaches the gateway. */
export interface Transport {
  /** Default: the global one. */
  customFetch?: client.CustomFetch;
  /** The token is to be bound to the connection's certificate (RFC 8705), and calls carry no proof. */
  bindsCertificate?: boolean;
}

function toOptions({ customFetch = fetch as client.CustomFetch }: Transport) {
  return {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: customFetch,
  };
}

async function enrol(
  issuer: URL,
  { keys, jwk }: Key,
  options: ReturnType<typeof toOptions>,
) {
  const bootstrap = await client.discovery(
    issuer,
    'none',
    undefined,
    undefined,
    {
      algorithm: 'oauth2',
      ...options,
    },
  );
  const registered = await client.dynamicClientRegistration(
    issuer,
    {
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks: { keys: [jwk] },
    },
    client.None(),
    {
      initialAccessToken: exampleSecrets.initialAccessToken,
      DPoP: client.getDPoPHandle(bootstrap, keys),
      ...options,
    },
  );
  return registered.clientMetadata() as {
    client_id: string;
    registration_client_uri: string;
    registration_access_token: string;
    jwks: { keys: { kid: string }[] };
  };
}

/** Enrols with openid-client and gets a token, as a consumer of the API `accounts` would. */
export async function connectConsumer(
  baseUrl: string,
  transport: Transport = {},
): Promise<Consumer> {
  const options = toOptions(transport);
  const issuer = new URL(`${baseUrl}/oauth`);
  const key = await makeKey();
  const metadata = await enrol(issuer, key, options);
  const { kid } = metadata.jwks.keys[0];
  const config = await client.discovery(
    issuer,
    metadata.client_id,
    undefined,
    client.PrivateKeyJwt({ key: key.keys.privateKey, kid }),
    { algorithm: 'oauth2', ...options },
  );
  const DPoP = transport.bindsCertificate
    ? undefined
    : client.getDPoPHandle(config, key.keys);
  const getToken = async () => {
    const resource = `${baseUrl}/accounts`;
    const tokens = await client.clientCredentialsGrant(
      config,
      { resource },
      { DPoP },
    );
    return tokens.access_token;
  };
  let token = await getToken();
  const askRegistration = (method: string) =>
    client.fetchProtectedResource(
      config,
      metadata.registration_access_token,
      new URL(metadata.registration_client_uri),
      method,
      null,
      undefined,
      { DPoP },
    );
  const call: Consumer['call'] = async (
    path,
    { method = 'GET', body, headers } = {},
  ) => {
    const fields = { 'x-api-key': exampleSecrets.apiKey, ...headers };
    try {
      return await client.fetchProtectedResource(
        config,
        token,
        new URL(`${baseUrl}${path}`),
        method,
        body,
        new Headers(fields),
        { DPoP },
      );
    } catch (error) {
      if (error instanceof client.WWWAuthenticateChallengeError) {
        return error.response;
      }
      throw error;
    }
  };
  const sign = (path: string, method: string) => {
    const captured = new Promise<[string, string][]>(resolve => {
      config[client.customFetch] = async (_url, { headers }) => {
        config[client.customFetch] = options[client.customFetch];
        resolve(Object.entries(headers));
        return new Response();
      };
    });
    return Promise.all([captured, call(path, { method })]).then(([h]) => h);
  };
  return {
    thumbprint: kid,
    registration: { uri: metadata.registration_client_uri },
    askRegistration,
    revokeToken: () => client.tokenRevocation(config, token),
    getToken,
    renewToken: async () => {
      token = await getToken();
    },
    signature: sign,
    call,
  };
}
