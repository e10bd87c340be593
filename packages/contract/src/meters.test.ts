import type { AccessLogRecord } from './accessLog';
import { countCalls, eachMeter, meterNames } from './meters';

function call(fields: Partial<AccessLogRecord>): AccessLogRecord {
  return {
    requestId: 'r-1',
    requestTime: 1_795_426_392_000,
    accountId: 'embedded',
    region: 'local',
    apiId: 'accounts',
    stage: 'live',
    subscriptionId: 's-1',
    clientId: 'sub_1',
    applicationId: 'a-1',
    productId: 'p-1',
    planId: 'plan-1',
    apiKeyCredentialId: null,
    tokenId: null,
    httpMethod: 'GET',
    path: '/accounts',
    status: 200,
    integrationStatus: 200,
    integrationError: null,
    responseLatency: 2.5,
    integrationLatency: 1.5,
    requestLength: 0,
    responseLength: 120,
    sourceIp: '127.0.0.1',
    userAgent: null,
    error: null,
    ...fields,
  };
}

const refused = { integrationStatus: null, integrationLatency: null };

const classes = ['clientErrors', 'serverErrors', 'throttledCalls'] as const;

describe('meters', () => {
  it.each([
    ['a call that was answered', {}, undefined],
    [
      'a call that the upstream redirected',
      { status: 302, integrationStatus: 302 },
      undefined,
    ],
    [
      'a call that found nothing',
      { status: 404, integrationStatus: 404 },
      'clientErrors',
    ],
    [
      'a call that the upstream itself throttled',
      { status: 429, integrationStatus: 429 },
      'clientErrors',
    ],
    [
      'a call faster than the plan',
      { status: 429, ...refused, error: 'throttled' },
      'throttledCalls',
    ],
    [
      'a call beyond the quota',
      { status: 429, ...refused, error: 'quota_exceeded' },
      'throttledCalls',
    ],
    [
      'a call whose token was refused',
      { status: 401, ...refused, error: 'invalid_token' },
      'clientErrors',
    ],
    [
      'a call that the upstream failed',
      { status: 500, integrationStatus: 500 },
      'serverErrors',
    ],
  ] as Array<[string, Partial<AccessLogRecord>, string | undefined]>)(
    '%s is in one class at most',
    (_, fields, expected) => {
      const counted = countCalls([call(fields)]);
      expect(classes.filter(name => counted[name] > 0)).toEqual(
        expected ? [expected] : [],
      );
    },
  );

  it('sums calls, bytes and milliseconds', () => {
    expect(countCalls([call({}), call({ responseLength: 80 })])).toEqual({
      ...eachMeter(() => 0),
      calls: 2,
      billableCalls: 2,
      responseBytes: 200,
      latencySum: 5,
    });
  });

  it('knows a value for every meter', () => {
    expect(Object.keys(countCalls([]))).toEqual(meterNames);
  });
});
