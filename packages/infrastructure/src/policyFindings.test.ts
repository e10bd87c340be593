import { policyFindings } from './__testUtils__/policyFindings';

const templateOf = (statement: object) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: {
          Statement: [{ Sid: 'Rows', Effect: 'Allow', ...statement }],
        },
      },
    },
  },
});

const table = { 'Fn::GetAtt': ['Table', 'Arn'] };

describe('policyFindings', () => {
  it('finds nothing in what is least', () => {
    expect(
      policyFindings(
        templateOf({ Action: 'dynamodb:GetItem', Resource: table }),
      ),
    ).toEqual([]);
  });

  it('lets policies of resources speak of themselves', () => {
    expect(
      policyFindings(
        templateOf({
          Action: 'kms:Sign',
          Resource: '*',
          Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        }),
      ),
    ).toEqual([]);
  });

  it('takes what knows no resource', () => {
    const statement = { Action: 'ecr:GetAuthorizationToken', Resource: '*' };
    expect(policyFindings(templateOf(statement))).toEqual([]);
    expect(
      policyFindings(
        templateOf({
          ...statement,
          Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'],
        }),
      ),
    ).toEqual(['Role Rows speaks of every resource']);
  });

  it.each([
    [
      'actions by a pattern',
      { Action: ['dynamodb:Get*'], Resource: table },
      'Role Rows allows actions by a pattern',
    ],
    [
      'every resource',
      { Action: 'dynamodb:GetItem', Resource: '*' },
      'Role Rows speaks of every resource',
    ],
    [
      'anybody',
      { Action: 's3:GetObject', Resource: table, Principal: '*' },
      'Role Rows lets anybody in',
    ],
    [
      'an ARN of one partition',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket' },
      'The text has arn:aws:, which is of one partition',
    ],
    [
      'a host of one partition',
      {
        Action: 'kms:Decrypt',
        Resource: table,
        Condition: {
          StringEquals: {
            'kms:ViaService': {
              'Fn::Join': [
                '',
                ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com'],
              ],
            },
          },
        },
      },
      'The text has .amazonaws.com, which is of one partition',
    ],
  ])('finds %s', (_, statement, finding) => {
    expect(policyFindings(templateOf(statement))).toEqual([finding]);
  });

  it('knows services by names that are the same in all partitions', () => {
    expect(
      policyFindings(
        templateOf({
          Action: 'sts:AssumeRole',
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        }),
      ),
    ).toEqual([]);
  });

  it('takes what is denied as it is', () => {
    expect(
      policyFindings(
        templateOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
      ),
    ).toEqual([]);
  });
});
