import { isSecretArn, regionOf } from './secretArn';

describe('the ARN of a secret', () => {
  it.each([
    ['aws', 'eu-central-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('in %s names the region', (partition, region) => {
    const arn = `arn:${partition}:secretsmanager:${region}:111122223333:secret:rds!cluster-1-AbCdEf`;
    expect(isSecretArn(arn)).toBe(true);
    expect(regionOf(arn)).toBe(region);
  });

  it.each([
    'rds!cluster-1-AbCdEf',
    'arn:aws:secretsmanager:eu-central-1:1111:secret:a',
    'arn:aws:secretsmanager::111122223333:secret:a',
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:',
    'arn:aws:ssm:eu-central-1:111122223333:parameter/a',
    ' arn:aws:secretsmanager:eu-central-1:111122223333:secret:a',
    7,
  ])('is not %p', value => {
    expect(isSecretArn(value)).toBe(false);
  });
});
