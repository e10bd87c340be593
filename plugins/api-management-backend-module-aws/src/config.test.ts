import { mockServices } from '@backstage/backend-test-utils';
import { readAwsConfig } from './config';

const read = (aws?: object) =>
  readAwsConfig(
    mockServices.rootConfig({ data: { apiManagement: aws ? { aws } : {} } }),
  );

describe('readAwsConfig', () => {
  it('answers undefined when AWS is not configured', () => {
    expect(read()).toBeUndefined();
  });

  it('fills in the defaults', () => {
    expect(read({})).toEqual({
      partitions: [{ name: 'aws', region: 'us-east-1' }],
      roleName: 'OpenApiFrameworkTrust',
      requests: { rate: 5, burst: 20, accounts: {} },
      raisedQuotas: [],
    });
  });

  it('reads everything that can be set', () => {
    const principalArn = 'arn:aws-cn:iam::333333333333:role/path/backstage';
    expect(
      read({
        partitions: [
          { name: 'aws', region: 'eu-west-1' },
          { name: 'aws-cn', accountId: '333333333333', principalArn },
        ],
        roleName: 'Trust',
        templateBucketUrl: 'https://templates.s3.amazonaws.com/oaf/',
        endpoint: 'http://127.0.0.1:4566/',
        requests: {
          rate: 2,
          accounts: [{ accountId: '111111111111', rate: 10, burst: 40 }],
        },
        raisedQuotas: [
          { accountId: '111111111111', usagePlans: 600 },
          {
            accountId: '111111111111',
            region: 'us-gov-east-1',
            usagePlans: 900,
          },
        ],
        envelopeKeyArn: 'arn:aws-cn:kms:cn-north-1:333333333333:key/mrk-12ab',
        events: {
          queueUrl: 'https://sqs.eu-west-1.amazonaws.com/999999999999/changes',
          region: 'eu-west-1',
        },
      }),
    ).toEqual({
      partitions: [
        { name: 'aws', region: 'eu-west-1' },
        {
          name: 'aws-cn',
          region: 'cn-northwest-1',
          accountId: '333333333333',
          principalArn,
        },
      ],
      roleName: 'Trust',
      templateBucketUrl: 'https://templates.s3.amazonaws.com/oaf',
      endpoint: 'http://127.0.0.1:4566',
      requests: {
        rate: 2,
        burst: 20,
        accounts: { '111111111111': { rate: 10, burst: 40 } },
      },
      raisedQuotas: [
        { accountId: '111111111111', usagePlans: 600 },
        {
          accountId: '111111111111',
          region: 'us-gov-east-1',
          usagePlans: 900,
        },
      ],
      events: {
        queueUrl: 'https://sqs.eu-west-1.amazonaws.com/999999999999/changes',
        region: 'eu-west-1',
        partition: 'aws',
        targetArn: 'arn:aws:sqs:eu-west-1:999999999999:changes',
      },
      envelopeKey: {
        arn: 'arn:aws-cn:kms:cn-north-1:333333333333:key/mrk-12ab',
        partition: 'aws-cn',
      },
    });
  });

  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/999999999999/changes';
  it.each([
    [
      'partitions[0].name',
      { partitions: [{ name: 'aws-moon' }] },
      'must be one of aws, aws-cn, aws-us-gov, aws-eusc',
    ],
    [
      'partitions',
      { partitions: [{ name: 'aws' }, { name: 'aws' }] },
      'must name each partition once',
    ],
    [
      'partitions[0].region',
      { partitions: [{ name: 'aws-cn', region: 'eu-west-1' }] },
      'must be a region of aws-cn',
    ],
    [
      'partitions[0].accountId',
      { partitions: [{ name: 'aws', accountId: '12' }] },
      'must be 12 digits',
    ],
    [
      'partitions[0].principalArn',
      {
        partitions: [{ name: 'aws-cn', principalArn: 'arn:aws:iam::1:user/x' }],
      },
      'must be the ARN of an identity in aws-cn',
    ],
    ['roleName', { roleName: 'a/b' }, 'must be the name of a role'],
    [
      'templateBucketUrl',
      { templateBucketUrl: 'http://templates' },
      'must be a URL that starts with https:',
    ],
    ['endpoint', { endpoint: 'localhost:4566' }, 'must be a URL'],
    ['requests.rate', { requests: { rate: 11 } }, 'must be from 0.1 to 10'],
    [
      'requests.accounts[0].burst',
      { requests: { accounts: [{ accountId: '111111111111', burst: 0 }] } },
      'must be from 1 to 40',
    ],
    [
      'requests.accounts[0].accountId',
      { requests: { accounts: [{ accountId: 'me' }] } },
      'must be 12 digits',
    ],
    [
      'raisedQuotas[0].usagePlans',
      { raisedQuotas: [{ accountId: '111111111111', usagePlans: 0.5 }] },
      'must be a whole number from 1',
    ],
    [
      'raisedQuotas[0].region',
      {
        raisedQuotas: [
          { accountId: '111111111111', usagePlans: 400, region: 'Frankfurt' },
        ],
      },
      'must be an AWS region',
    ],
    [
      'events.queueUrl',
      { events: { queueUrl: 'https://sqs/queue', region: 'eu-west-1' } },
      'must end with an account id',
    ],
    ['events.region', { events: { queueUrl, region: 'moon-1' } }, 'must be an'],
    [
      'events.targetArn',
      { events: { queueUrl, region: 'eu-west-1', targetArn: 'arn:x' } },
      'must be the ARN of an event bus or a queue',
    ],
    [
      'envelopeKeyArn',
      { envelopeKeyArn: 'arn:aws:kms:eu-west-1:111111111111:alias/oaf' },
      'must be the ARN of a KMS key, not of an alias',
    ],
    [
      'envelopeKeyArn',
      { envelopeKeyArn: 'arn:aws:kms:cn-north-1:111111111111:key/12ab' },
      'must name a region of aws',
    ],
    [
      'envelopeKeyArn',
      { envelopeKeyArn: 'arn:aws-cn:kms:cn-north-1:111111111111:key/12ab' },
      'must be in a partition of apiManagement.aws.partitions',
    ],
  ])('refuses a wrong %s', (key, aws, rule) => {
    expect(() => read(aws)).toThrow(
      `Invalid config value at 'apiManagement.aws.${key}': ${rule}`,
    );
  });
});
