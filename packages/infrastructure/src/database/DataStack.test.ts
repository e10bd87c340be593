import { Match, Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { synthesize } from '../synthesize';

const json = synthesize('data');
const template = Template.fromJSON(json);

const holdersOf = (action: string) =>
  policyStatements(json).filter(({ actions }) => actions.includes(action));

describe('DataStack', () => {
  it('keeps what is in the database when the stack goes', () => {
    template.allResources('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: Match.objectLike({
        DeletionProtection: true,
        BackupRetentionPeriod: { Ref: 'BackupRetention' },
      }),
    });
    // A snapshot cannot be read without it.
    template.allResources('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('has a password that RDS makes and rotates, and no parameter of one', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      ManageMasterUserPassword: true,
      MasterUserPassword: Match.absent(),
      MasterUserSecret: { KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } },
      StorageEncrypted: true,
      KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
    });
  });

  it('lets the policy of clients read the password, and nobody else', () => {
    expect(
      holdersOf('secretsmanager:GetSecretValue').map(
        ({ resources }) => resources,
      ),
    ).toEqual([
      [
        expect.stringMatching(
          /^\$\{Database\w+[.]MasterUserSecret[.]SecretArn}$/,
        ),
      ],
    ]);
  });

  it('gives grants on the key to resources of AWS only', () => {
    expect(
      holdersOf('kms:CreateGrant').map(({ conditions }) => conditions),
    ).toEqual([
      expect.arrayContaining(['Bool kms:GrantIsForAWSResource = true']),
    ]);
  });

  it('speaks TLS only, and is on no public address', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: Match.objectLike({ require_secure_transport: 'ON' }),
    });
    template.allResourcesProperties('AWS::RDS::DBInstance', {
      PubliclyAccessible: false,
      DBInstanceClass: 'db.serverless',
    });
  });

  it('lets in clients, by their security group alone', () => {
    const own = Object.keys(
      template.findResources('AWS::EC2::SecurityGroup', {
        Condition: 'HasOwnNetwork',
      }),
    );
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        {
          Description: 'Clients of the database',
          IpProtocol: 'tcp',
          FromPort: 3306,
          ToPort: 3306,
          SourceSecurityGroupId: {
            'Fn::If': [
              'HasOwnNetwork',
              { 'Fn::GetAtt': [own[0], 'GroupId'] },
              { Ref: 'ClientSecurityGroupId' },
            ],
          },
        },
      ],
    });
  });

  it('makes a network where none is given, without a way out', () => {
    for (const type of [
      'AWS::EC2::VPC',
      'AWS::EC2::Subnet',
      'AWS::EC2::FlowLog',
    ]) {
      template.allResources(type, { Condition: 'HasOwnNetwork' });
    }
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  it('has a standby where one is asked for', () => {
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
    expect(
      Object.keys(
        template.findResources('AWS::RDS::DBInstance', {
          Condition: 'HasStandby',
        }),
      ),
    ).toHaveLength(1);
  });
});
