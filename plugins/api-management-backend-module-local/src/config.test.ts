import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { readLocalGatewayConfig } from './config';

const api = {
  name: 'accounts',
  definition: 'apis/accounts.yaml',
  upstream: 'http://localhost:7009/accounts/',
};
const valid = {
  baseUrl: 'http://localhost:7010',
  dataDirectory: 'data/gateway',
  apis: [api],
};

function read(local?: object, usage: object = {}) {
  const data = { apiManagement: { gateways: local ? { local } : {}, usage } };
  return readLocalGatewayConfig(mockServices.rootConfig({ data }));
}

describe('readLocalGatewayConfig', () => {
  it('answers undefined when the gateway is not configured', () => {
    expect(read()).toBeUndefined();
  });

  it('fills in the defaults', () => {
    expect(read(valid)).toEqual({
      baseUrl: 'http://localhost:7010',
      issuer: 'http://localhost:7010/oauth',
      listen: { host: '127.0.0.1', port: 7010 },
      dataDirectory: resolve('data/gateway'),
      makesKeyPairs: false,
      cors: undefined,
      apis: [
        {
          name: 'accounts',
          definition: resolve('apis/accounts.yaml'),
          upstream: 'http://localhost:7009/accounts',
          invokeUrl: 'http://localhost:7010/accounts',
          tags: {},
          cors: undefined,
          configKey: 'apiManagement.gateways.local.apis[0]',
        },
      ],
      tls: undefined,
      maxRequestBodyBytes: 10 * 1024 * 1024,
      timeouts: {
        requestHeaders: 10_000,
        requestIdle: 30_000,
        request: 300_000,
        connect: 5000,
        headers: 30_000,
        idle: 60_000,
        drain: 10_000,
      },
      accessLog: { retentionDays: 35, folder: undefined },
    });
  });

  it.each([
    ['40 days', undefined, 40],
    ['40 days', { retentionDays: 90 }, 90],
    [{ hours: 961 }, undefined, 41],
  ])(
    'keeps its log as all logs are kept, %j, unless it has %j',
    (log, accessLog, retentionDays) => {
      expect(
        read({ ...valid, accessLog }, { retention: { log } }),
      ).toMatchObject({ accessLog: { retentionDays } });
    },
  );

  it('reads everything that can be set', () => {
    const config = read({
      ...valid,
      baseUrl: 'https://localhost:7010',
      tls: { certFile: 'a', keyFile: 'b', clientCaFile: 'c', crlFile: 'd' },
      maxRequestBodyBytes: 1000,
      listen: { host: '0.0.0.0', port: 8080 },
      apis: [{ ...api, tags: { owner: 'group:default/team-a' } }],
      timeouts: { connect: '500ms', drain: { minutes: 1 } },
      accessLog: { retentionDays: 90, folder: 'log' },
      cors: { allowedOrigins: ['*'], maxAge: '1h' },
    });
    expect(config).toMatchObject({
      listen: { host: '0.0.0.0', port: 8080 },
      tls: {
        certFile: resolve('a'),
        keyFile: resolve('b'),
        clientCaFile: resolve('c'),
        crlFile: resolve('d'),
      },
      maxRequestBodyBytes: 1000,
      apis: [{ tags: { owner: 'group:default/team-a' } }],
      cors: { allowedOrigins: new Set(['*']), maxAgeSeconds: 3600 },
      timeouts: { connect: 500, headers: 30_000, drain: 60_000 },
      accessLog: { retentionDays: 90, folder: resolve('log') },
    });
  });

  it.each([
    [{ baseUrl: undefined }, 'baseUrl', 'Missing required config value'],
    [{ baseUrl: 'localhost:7010' }, 'baseUrl', 'must be an http or https URL'],
    [{ baseUrl: 'http://a/b' }, 'baseUrl', 'must not have a path'],
    [{ dataDirectory: undefined }, 'dataDirectory', 'Missing required'],
    [{ listen: { port: 0 } }, 'listen.port', 'must be a whole number from 1'],
    [{ apis: [{ ...api, name: 'A' }] }, 'apis[0].name', 'must consist of'],
    [{ apis: [{ ...api, name: 'oauth' }] }, 'apis[0].name', 'is reserved'],
    [{ apis: [api, api] }, 'apis[1].name', 'must be unique'],
    [
      { apis: [{ ...api, upstream: 'http://u:p@a' }] },
      'apis[0].upstream',
      'must not hold credentials, a query or a fragment',
    ],
    [
      { apis: [{ ...api, definition: undefined }] },
      'apis[0].definition',
      'Missing required',
    ],
    [
      { accessLog: { retentionDays: 31 } },
      'accessLog.retentionDays',
      'must be a whole number of at least 32',
    ],
    [{ maxRequestBodyBytes: 0.5 }, 'maxRequestBodyBytes', 'must be a whole'],
    [{ tls: {} }, 'tls', 'needs a baseUrl with https'],
    [
      { baseUrl: 'https://a', tls: { certFile: 'a' } },
      'tls.keyFile',
      'Missing required',
    ],
    [
      {
        baseUrl: 'https://a',
        tls: { certFile: 'a', keyFile: 'b', crlFile: 'c' },
      },
      'tls.crlFile',
      'revocation lists need clientCaFile',
    ],
    ...[
      ['https://a.example/'],
      ['https://A.example'],
      ['https://a.example:443'],
      ['a.example'],
      ['null'],
      ['https://*.example'],
      ['*', 'https://a.example'],
    ].map((allowedOrigins): [object, string, string] => [
      { apis: [{ ...api, cors: { allowedOrigins } }] },
      'apis[0].cors.allowedOrigins',
      'must be origins as browsers send them',
    ]),
    [
      { cors: { allowedOrigins: ['*'], exposedHeaders: ['a b'] } },
      'cors.exposedHeaders',
      'must be names of header fields',
    ],
    [{ timeouts: { idle: 'soon' } }, 'timeouts.idle', 'Invalid'],
  ])('refuses %j and names %s', (change, key, rule) => {
    const attempt = () => read({ ...valid, ...change });
    expect(attempt).toThrow(rule);
    expect(attempt).toThrow(`'apiManagement.gateways.local.${key}'`);
  });
});
