import { Match, Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { synthesize } from '../synthesize';

const json = synthesize('portal');
const template = Template.fromJSON(json);

/** But for who may take a role. */
const holdersOf = (action: string) =>
  policyStatements(json)
    .filter(
      ({ actions, principals }) =>
        actions.includes(action) && principals.length === 0,
    )
    .map(({ holder, resources }) => [
      holder.replace(/[0-9A-F]{8}$/, ''),
      resources.map(each => each.replace(/[0-9A-F]{8}(?=})/, '')),
    ]);

const container = () =>
  Object.values(template.findResources('AWS::ECS::TaskDefinition'))[0]
    .Properties.ContainerDefinitions[0];

describe('PortalStack', () => {
  it('lets people in by HTTPS, from where is chosen, and to tasks that are ready', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: { Ref: 'CertificateArn' } }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        Match.objectLike({ FromPort: 443, CidrIp: { Ref: 'ReachableFrom' } }),
      ],
    });
    expect(json).not.toHaveProperty('Parameters.ReachableFrom.Default');
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/.backstage/health/v1/readiness',
      TargetType: 'ip',
    });
  });

  it('lets the load balancer alone reach the tasks', () => {
    const [[balancer], [tasks]] = ['LoadBalancer', 'Tasks'].map(name =>
      Object.keys(template.findResources('AWS::EC2::SecurityGroup')).filter(
        id => id.startsWith(`Network${name}`),
      ),
    );
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        {
          Description: 'The load balancer',
          IpProtocol: 'tcp',
          FromPort: 7007,
          ToPort: 7007,
          SourceSecurityGroupId: { 'Fn::GetAtt': [balancer, 'GroupId'] },
        },
      ],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: { 'Fn::GetAtt': [balancer, 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': [tasks, 'GroupId'] },
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          Subnets: { Ref: 'TaskSubnetIds' },
          SecurityGroups: [
            { 'Fn::GetAtt': [tasks, 'GroupId'] },
            { Ref: 'DatabaseClientSecurityGroupId' },
          ],
        },
      },
    });
  });

  it('takes a version back that does not become ready', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        MinimumHealthyPercent: 100,
      },
    });
  });

  it('begins with one task, and scales from two by its processor', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      DesiredCount: Match.absent(),
    });
    expect(json).toHaveProperty('Parameters.MinTasks.Default', 2);
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: { Ref: 'MinTasks' }, MaxCapacity: { Ref: 'MaxTasks' } },
    );
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        TargetTrackingScalingPolicyConfiguration: Match.objectLike({
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ECSServiceAverageCPUUtilization',
          },
        }),
      },
    );
  });

  it('lets the portal be taken in by linked accounts, and nothing else', () => {
    expect(holdersOf('sts:AssumeRole')).toEqual([
      [
        'PortalRoleDefaultPolicy',
        ['arn:${AWS::Partition}:iam::*:role/${TrustRoleName}'],
      ],
    ]);
    const actions = policyStatements(json)
      .filter(({ holder }) => holder.startsWith('PortalRoleDefaultPolicy'))
      .flatMap(statement => statement.actions);
    expect(actions).toEqual(['sts:AssumeRole']);
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        { Ref: 'DatabaseClientPolicyArn' },
        {
          'Fn::If': [
            'ReadsLog',
            { Ref: 'LogReaderPolicyArn' },
            { Ref: 'AWS::NoValue' },
          ],
        },
      ],
    });
  });

  it('lets ECS read the three secrets of the environment, of its own image the layers', () => {
    expect(holdersOf('secretsmanager:GetSecretValue')).toEqual([
      [
        'StartRoleDefaultPolicy',
        ['${SecretsSession}', '${ClientSecretArn}', '${SecretsEnvelope}'],
      ],
    ]);
    expect(holdersOf('ecr:BatchGetImage')).toEqual([
      ['StartRoleDefaultPolicy', ['${RepositoryArn}']],
    ]);
  });

  it('puts no secret into variables, and keeps its own when the stack goes', () => {
    const names = (list: { Name: string }[]) => list.map(({ Name }) => Name);
    expect(names(container().Secrets)).toEqual([
      'AUTH_SESSION_SECRET',
      'AUTH_OIDC_CLIENT_SECRET',
      'OAF_SECRETS_KEY',
    ]);
    expect(
      names(container().Environment).filter(name =>
        /PASSWORD|KEY|_SECRET$/.test(name),
      ),
    ).toEqual([]);
    for (const type of ['AWS::SecretsManager::Secret', 'AWS::KMS::Key']) {
      template.allResources(type, {
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  it('writes to two folders only', () => {
    expect(container()).toMatchObject({
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
      MountPoints: [{ ContainerPath: '/data' }, { ContainerPath: '/tmp' }],
    });
  });

  it('tells the portal the serial number that it tells people', () => {
    const serialNumber = {
      'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }],
    };
    template.hasOutput('SerialNumber', { Value: serialNumber });
    expect(container().Environment).toContainEqual({
      Name: 'OAF_SERIAL_NUMBER',
      Value: serialNumber,
    });
  });

  it('tells the portal in which partition it is', () => {
    expect(container().Environment).toContainEqual({
      Name: 'OAF_AWS_PARTITION',
      Value: { Ref: 'AWS::Partition' },
    });
  });
});
