import {
  readAuthorizerEnvironment,
  readClientAuthorities,
  readEndpointEnvironment,
} from './environment';

const variables = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
  OAF_ISSUER: 'https://auth.example.com/acme',
  OAF_TABLE: 'access',
  OAF_SIGNING_KEYS: 'alias/issuer  next',
  OAF_NONCE_SECRET: 'nonce-keys',
  OAF_RESOURCES: '{"a1b2c3/prod":"https://api.example.com/accounts"}',
};

describe('readEndpointEnvironment', () => {
  it('reads what Lambda and the operator set', () => {
    expect(readEndpointEnvironment(variables)).toEqual({
      aws: {
        region: 'eu-central-1',
        endpoint: undefined,
        urlSuffix: undefined,
        credentials: {
          accessKeyId: 'id',
          secretAccessKey: 'secret',
          sessionToken: 'session',
        },
      },
      issuer: 'https://auth.example.com/acme',
      tableName: 'access',
      signingKeyIds: ['alias/issuer', 'next'],
      nonceSecretId: 'nonce-keys',
      keyPairKeyId: null,
      mutualTlsIssuer: null,
    });
  });

  it.each([
    ['OAF_ISSUER', undefined],
    ['OAF_ISSUER', 'https://auth.example.com/'],
    ['OAF_ISSUER', 'auth'],
    ['OAF_TABLE', ''],
    ['OAF_SIGNING_KEYS', ''],
    ['OAF_NONCE_SECRET', undefined],
    ['OAF_MTLS_ISSUER', 'mtls'],
    ['AWS_REGION', undefined],
  ])('names %s when it is %p', (name, value) => {
    expect(() =>
      readEndpointEnvironment({ ...variables, [name]: value }),
    ).toThrow(`The environment variable ${name} must be`);
  });
});

describe('readAuthorizerEnvironment', () => {
  it('has defaults', () => {
    expect(readAuthorizerEnvironment(variables)).toMatchObject({
      jwksUrl: 'https://auth.example.com/acme/jwks',
      resources: { 'a1b2c3/prod': 'https://api.example.com/accounts' },
      cacheSeconds: 0,
    });
  });

  it('needs no other API beside the front door', () => {
    expect(
      readAuthorizerEnvironment({
        ...variables,
        OAF_RESOURCES: '{}',
        OAF_FRONT_DOOR: 'd00r/live',
      }),
    ).toMatchObject({ frontDoor: 'd00r/live', resources: {} });
  });

  it.each([
    ['OAF_FRONT_DOOR', 'd00r'],
    ['OAF_RESOURCES', '[]'],
    ['OAF_RESOURCES', undefined],
    ['OAF_RESOURCES', '{'],
    ['OAF_RESOURCES', '{}'],
    ['OAF_RESOURCES', '{"a1b2c3":"https://api.example.com"}'],
    ['OAF_RESOURCES', '{"a1b2c3/prod":"https://api.example.com/"}'],
    ['OAF_AUTHORIZER_TTL', '61'],
    ['OAF_AUTHORIZER_TTL', 'x'],
  ])('names %s when it is %p', (name, value) => {
    expect(() =>
      readAuthorizerEnvironment({ ...variables, [name]: value }),
    ).toThrow(`The environment variable ${name} must be`);
  });
});

describe('readClientAuthorities', () => {
  const name = 'OAF_CLIENT_AUTHORITIES';

  it('reads addresses', () => {
    const authority = {
      certificate: 'https://ca.test/ca',
      crl: 'https://ca.test/crl',
    };
    expect(
      readClientAuthorities({ [name]: JSON.stringify([authority]) }),
    ).toEqual([authority]);
  });

  it.each([undefined, '[]', '{}', 'x', '[null]', '[{"certificate":"a"}]'])(
    'refuses %p',
    value => {
      expect(() => readClientAuthorities({ [name]: value })).toThrow(
        `The environment variable ${name} must be`,
      );
    },
  );
});
