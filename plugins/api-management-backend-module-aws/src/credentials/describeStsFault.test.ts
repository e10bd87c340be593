import { describeStsFault, isAccessDenied } from './describeStsFault';

const base = { partition: { name: 'aws', region: 'us-east-1' } };
const roleArn = 'arn:aws:iam::111111111111:role/Trust';

function sdkError(name: string, fields: object = {}) {
  return Object.assign(new Error(`${name}!`), { name, ...fields });
}

describe('describeStsFault', () => {
  it.each([
    [
      'base-credentials',
      sdkError('ExpiredToken'),
      "this installation's own AWS credentials (aws.mainAccount, or the environment's) for the partition aws are expired. Renew them. AWS said: ExpiredToken, ExpiredToken!",
    ],
    ['base-credentials', sdkError('CredentialsProviderError'), 'are not valid'],
    ['base-credentials', sdkError('InvalidClientTokenId'), 'are not valid'],
    [
      'role-not-assumable',
      sdkError('AccessDenied'),
      `The role ${roleArn} cannot be assumed.`,
    ],
    [
      'throttled',
      sdkError('Throttling'),
      'AWS STS throttled us again and again. Try again in a minute.',
    ],
    [
      'unavailable',
      sdkError('TimeoutError'),
      'AWS STS in us-east-1 does not answer as it should.',
    ],
    [
      'unavailable',
      sdkError('RegionDisabledException'),
      'See that this machine may open connections to it and that the region is active for STS',
    ],
    [
      'clock-skew',
      sdkError('SignatureDoesNotMatch', {
        $response: {
          headers: { date: new Date(Date.now() - 900_000).toUTCString() },
        },
      }),
      's ahead of AWS, more than AWS tolerates. Synchronise it',
    ],
  ])('answers %s with what to do', (reason, error, text) => {
    const fault = describeStsFault(error, base, roleArn);
    expect(fault.reason).toBe(reason);
    expect(fault.message).toContain(text);
  });

  it('names the account of the configuration whose credentials are wrong', () => {
    const partition = { ...base.partition, accountId: '333333333333' };
    expect(
      describeStsFault(sdkError('ExpiredToken'), { partition }).message,
    ).toContain('the credentials of account 333333333333 in aws.accounts');
  });
});

describe('isAccessDenied', () => {
  it.each([
    ['AccessDenied', true],
    ['AccessDeniedException', true],
    ['ExpiredToken', false],
    ['Throttling', false],
    ['ECONNREFUSED', false],
  ])('of %s is %s: only a refusal is proof', (name, expected) => {
    expect(isAccessDenied(sdkError(name))).toBe(expected);
  });
});
