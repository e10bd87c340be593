import { accessLogRecordSchema } from './AccessLogRecord';
import { isBillable } from './isBillable';

const refused = {
  requestId: 'r-1',
  requestTime: 1_795_426_392_000,
  accountId: 'embedded',
  region: 'local',
  apiId: 'accounts',
  stage: 'live',
  subscriptionId: null,
  clientId: null,
  applicationId: null,
  productId: null,
  planId: null,
  apiKeyCredentialId: null,
  tokenId: null,
  httpMethod: 'GET',
  path: '/accounts',
  status: 401,
  integrationStatus: null,
  integrationError: null,
  responseLatency: 2.5,
  integrationLatency: null,
  requestLength: 0,
  responseLength: 120,
  sourceIp: '127.0.0.1',
  userAgent: null,
  error: 'missing_token',
};

describe('accessLogRecordSchema', () => {
  it('takes a refused call, whose caller is unknown', () => {
    expect(accessLogRecordSchema.parse(refused)).toEqual(refused);
  });

  it('takes a record of a gateway that did not know all columns yet', () => {
    const { applicationId, integrationError, ...older } = refused;
    expect(accessLogRecordSchema.parse(older)).toEqual(refused);
  });

  it.each(['requestId', 'requestTime', 'status'])('needs %s', column => {
    const result = accessLogRecordSchema.safeParse({
      ...refused,
      [column]: undefined,
    });
    expect(result.error?.issues[0].path).toEqual([column]);
  });
});

describe('isBillable', () => {
  const refusedCall = {
    integrationLatency: null,
    integrationStatus: null,
    integrationError: null,
  };
  const handedOver = { ...refusedCall, integrationLatency: 0 };

  it.each([
    ['a call that the gateway refused', refusedCall, false],
    [
      'a call that the upstream answered',
      { ...handedOver, integrationStatus: 200 },
      true,
    ],
    [
      'a call that the upstream refused',
      { ...handedOver, integrationStatus: 404 },
      true,
    ],
    [
      'a call whose caller hung up before the upstream answered',
      handedOver,
      true,
    ],
    [
      'a call that the upstream failed',
      { ...handedOver, integrationStatus: 500 },
      false,
    ],
    [
      'a call that the upstream was too busy for',
      { ...handedOver, integrationStatus: 503 },
      false,
    ],
    [
      'a call that the upstream did not answer in time',
      { ...handedOver, integrationError: 'upstream_timeout' },
      false,
    ],
    [
      'a call whose answer the upstream broke off',
      {
        ...handedOver,
        integrationStatus: 200,
        integrationError: 'upstream_unavailable',
      },
      false,
    ],
    [
      'a call for which the upstream could not be reached',
      { ...refusedCall, integrationError: 'upstream_unavailable' },
      false,
    ],
  ])('%s', (_, integration, expected) => {
    expect(isBillable(integration)).toBe(expected);
  });
});
