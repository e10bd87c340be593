import { validateAccount, validateRole } from './validateRole';

const account = { accountId: '111111111111', partition: 'aws' };
const likely = 'arn:aws:iam::111111111111:role/<name>';

describe('validateRole', () => {
  it.each([
    'arn:aws:iam::111111111111:role/OpenApiFrameworkTrust',
    'arn:aws:iam::111111111111:role/some/path/Trust@1',
  ])('accepts %s', roleArn => {
    expect(() => validateRole(account, roleArn)).not.toThrow();
  });

  it.each([
    [
      'OpenApiFrameworkTrust',
      `is not the ARN of an IAM role. It looks like ${likely}`,
    ],
    ['arn:aws:iam::111111111111:user/me', 'is not the ARN of an IAM role'],
    ['arn:aws:iam::1111:role/Trust', 'is not the ARN of an IAM role'],
    [
      'arn:aws:sts::111111111111:assumed-role/Trust/me',
      'is not the ARN of an IAM role',
    ],
    ['arn:aws:iam::111111111111:role/Trust ', 'is not the ARN of an IAM role'],
    [
      'arn:aws-cn:iam::111111111111:role/Trust',
      'is in the partition aws-cn, but the account is linked as one of aws',
    ],
    [
      'arn:aws:iam::222222222222:role/Trust',
      `belongs to account 222222222222, but account 111111111111 is being linked. Enter a role that looks like ${likely}.`,
    ],
  ])('refuses %s', (roleArn, message) => {
    expect(() => validateRole(account, roleArn)).toThrow(message);
  });
});

describe('validateAccount', () => {
  it.each([
    [
      '1111-1111-1111',
      'aws',
      'is not the id of an AWS account. It is 12 digits',
    ],
    [
      '111111111111',
      'azure',
      'There is no AWS partition azure. It is one of aws,',
    ],
  ])('refuses %s in %s', (accountId, partition, message) => {
    expect(() => validateAccount(accountId, partition)).toThrow(message);
  });
});
