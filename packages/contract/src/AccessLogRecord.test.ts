import { accessLogRecordSchema, isBillable } from './AccessLogRecord';

const refused = {
  requestId: 'r-1',
  requestTime: 1_795_426_392_000,
  accountId: 'embedded',
  region: 'local',
  apiId: 'accounts',
  stage: 'live',
  subscriptionId: null,
  clientId: null,
  productId: null,
  planId: null,
  apiKeyCredentialId: null,
  tokenId: null,
  httpMethod: 'GET',
  path: '/accounts',
  status: 401,
  integrationStatus: null,
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

  it.each(['requestId', 'requestTime', 'status'])('needs %s', column => {
    const result = accessLogRecordSchema.safeParse({
      ...refused,
      [column]: undefined,
    });
    expect(result.error?.issues[0].path).toEqual([column]);
  });
});

describe('isBillable', () => {
  it.each([
    ['a call that the gateway refused', null, false],
    ['a call that the upstream answered', 200, true],
    ['a call that the upstream refused', 404, true],
    ['a call that the upstream failed', 500, false],
    ['a call that the upstream was too busy for', 503, false],
  ])('%s (%p): %p', (_, integrationStatus, expected) => {
    expect(isBillable({ integrationStatus })).toBe(expected);
  });
});
