import { parseChange } from './parseChange';

/** As EventBridge delivers it, cut short. */
function event(detail: object, changes: object = {}): string {
  return JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.apigateway',
    account: '111111111111',
    time: '2026-11-23T17:00:00Z',
    region: 'eu-west-1',
    resources: [],
    detail: {
      eventVersion: '1.09',
      eventSource: 'apigateway.amazonaws.com',
      awsRegion: 'eu-west-1',
      ...detail,
    },
    ...changes,
  });
}

describe('parseChange', () => {
  it.each([
    [
      'CreateDeployment',
      {
        requestParameters: { restApiId: 'a1b2c3d4e5' },
        responseElements: { id: 'deploy1' },
      },
      'a1b2c3d4e5',
    ],
    [
      'CreateRestApi',
      {
        requestParameters: { createRestApiInput: { name: 'Accounts' } },
        responseElements: { id: 'a1b2c3d4e5' },
      },
      'a1b2c3d4e5',
    ],
    ['DeleteRestApi', { requestParameters: { restApiId: 'a1' } }, 'a1'],
    [
      'CreateApi',
      { requestParameters: {}, responseElements: { apiId: 'p1q2' } },
      'p1q2',
    ],
    ['ReimportApi', { requestParameters: { apiId: 'p1q2' } }, 'p1q2'],
    [
      'TagResource',
      {
        requestParameters: {
          resourceArn:
            'arn:aws:apigateway:eu-west-1::/restapis/a1b2/stages/prod',
        },
      },
      'a1b2',
    ],
    ['CreateStage', { responseElements: { id: 'other' } }, undefined],
    ['UpdateStage', { requestParameters: null }, undefined],
  ])('of %s names the API that changed', (eventName, detail, apiId) => {
    expect(parseChange(event({ eventName, ...detail }))).toEqual({
      accountId: '111111111111',
      region: 'eu-west-1',
      apiId,
    });
  });

  it('tells of no change when the call failed', () => {
    const failed = { eventName: 'DeleteRestApi', errorCode: 'AccessDenied' };
    expect(parseChange(event(failed))).toBeUndefined();
  });

  it.each([
    ['', 'JSON'],
    ['{"Records":[]}', 'it is not an API Gateway call via CloudTrail'],
    ['null', 'it is not an API Gateway call via CloudTrail'],
    [event({}, { source: 'aws.s3' }), 'it is not'],
    [event({}, { account: 'me' }), 'it is not'],
    [event({}, { detail: null }), 'it is not'],
  ])('throws for %s', (text, message) => {
    expect(() => parseChange(text)).toThrow(message);
  });
});
