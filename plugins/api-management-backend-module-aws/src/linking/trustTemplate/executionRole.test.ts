import { readStackTemplate, stackNames } from '@oaf/infrastructure';
import { executionRole } from './executionRole';
import { hostingPolicy } from './hostingPolicy';

/** What CloudFormation calls to make, change and remove one of each type, at the least. */
const calls: Record<string, string[]> = {
  'AWS::ApiGateway::Authorizer': ['apigateway:POST', 'apigateway:DELETE'],
  'AWS::ApiGateway::BasePathMapping': ['apigateway:POST', 'apigateway:DELETE'],
  'AWS::ApiGateway::Deployment': ['apigateway:POST'],
  'AWS::ApiGateway::DomainName': ['apigateway:POST', 'apigateway:PATCH'],
  'AWS::ApiGateway::GatewayResponse': ['apigateway:PUT'],
  'AWS::ApiGateway::Method': ['apigateway:PUT', 'apigateway:DELETE'],
  'AWS::ApiGateway::Resource': ['apigateway:POST'],
  'AWS::ApiGateway::RestApi': ['apigateway:POST', 'apigateway:PATCH'],
  'AWS::ApiGateway::Stage': ['apigateway:POST', 'apigateway:PATCH'],
  'AWS::ApplicationAutoScaling::ScalableTarget': [
    'application-autoscaling:RegisterScalableTarget',
    'application-autoscaling:DeregisterScalableTarget',
  ],
  'AWS::ApplicationAutoScaling::ScalingPolicy': [
    'application-autoscaling:PutScalingPolicy',
    'application-autoscaling:DeleteScalingPolicy',
  ],
  'AWS::Athena::WorkGroup': [
    'athena:CreateWorkGroup',
    'athena:DeleteWorkGroup',
  ],
  'AWS::CloudWatch::Alarm': [
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:DeleteAlarms',
  ],
  'AWS::CloudWatch::Dashboard': [
    'cloudwatch:PutDashboard',
    'cloudwatch:DeleteDashboards',
  ],
  'AWS::Cognito::UserPool': [
    'cognito-idp:CreateUserPool',
    'cognito-idp:UpdateUserPool',
    'cognito-idp:SetUserPoolMfaConfig',
  ],
  'AWS::Cognito::UserPoolClient': [
    'cognito-idp:CreateUserPoolClient',
    'cognito-idp:DeleteUserPoolClient',
  ],
  'AWS::Cognito::UserPoolDomain': [
    'cognito-idp:CreateUserPoolDomain',
    'cognito-idp:DeleteUserPoolDomain',
  ],
  'AWS::Cognito::UserPoolGroup': [
    'cognito-idp:CreateGroup',
    'cognito-idp:DeleteGroup',
  ],
  'AWS::Cognito::UserPoolIdentityProvider': [
    'cognito-idp:CreateIdentityProvider',
    'cognito-idp:DeleteIdentityProvider',
  ],
  'AWS::DynamoDB::Table': [
    'dynamodb:CreateTable',
    'dynamodb:UpdateTimeToLive',
    'dynamodb:UpdateContinuousBackups',
  ],
  'AWS::EC2::FlowLog': ['ec2:CreateFlowLogs', 'ec2:DeleteFlowLogs'],
  'AWS::EC2::SecurityGroup': [
    'ec2:CreateSecurityGroup',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:DeleteSecurityGroup',
  ],
  'AWS::EC2::SecurityGroupEgress': [
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupEgress',
  ],
  'AWS::EC2::Subnet': ['ec2:CreateSubnet', 'ec2:DeleteSubnet'],
  'AWS::EC2::VPC': ['ec2:CreateVpc', 'ec2:ModifyVpcAttribute', 'ec2:DeleteVpc'],
  'AWS::ECS::Cluster': ['ecs:CreateCluster', 'ecs:DeleteCluster'],
  'AWS::ECS::Service': [
    'ecs:CreateService',
    'ecs:UpdateService',
    'ecs:DeleteService',
  ],
  'AWS::ECS::TaskDefinition': [
    'ecs:RegisterTaskDefinition',
    'ecs:DeregisterTaskDefinition',
    'iam:PassRole',
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    'elasticloadbalancing:CreateListener',
    'elasticloadbalancing:DeleteListener',
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    'elasticloadbalancing:CreateLoadBalancer',
    'elasticloadbalancing:ModifyLoadBalancerAttributes',
    'elasticloadbalancing:DeleteLoadBalancer',
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    'elasticloadbalancing:CreateTargetGroup',
    'elasticloadbalancing:ModifyTargetGroupAttributes',
    'elasticloadbalancing:DeleteTargetGroup',
  ],
  'AWS::Glue::Crawler': ['glue:CreateCrawler', 'glue:DeleteCrawler'],
  'AWS::Glue::Database': ['glue:CreateDatabase', 'glue:DeleteDatabase'],
  'AWS::Glue::TableOptimizer': [
    'glue:CreateTableOptimizer',
    'glue:DeleteTableOptimizer',
  ],
  'AWS::Glue::Table': ['glue:CreateTable', 'glue:DeleteTable'],
  'AWS::IAM::ManagedPolicy': [
    'iam:CreatePolicy',
    'iam:CreatePolicyVersion',
    'iam:DeletePolicy',
  ],
  'AWS::IAM::Policy': ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
  'AWS::IAM::Role': [
    'iam:CreateRole',
    'iam:AttachRolePolicy',
    'iam:DeleteRole',
  ],
  'AWS::KMS::Key': ['kms:CreateKey', 'kms:PutKeyPolicy'],
  'AWS::KinesisFirehose::DeliveryStream': [
    'firehose:CreateDeliveryStream',
    'firehose:DeleteDeliveryStream',
  ],
  'AWS::Lambda::Function': [
    'lambda:CreateFunction',
    'lambda:UpdateFunctionCode',
    'lambda:DeleteFunction',
  ],
  'AWS::Lambda::Permission': [
    'lambda:AddPermission',
    'lambda:RemovePermission',
  ],
  'AWS::Logs::LogGroup': [
    'logs:CreateLogGroup',
    'logs:PutRetentionPolicy',
    'logs:DeleteLogGroup',
  ],
  'AWS::Logs::LogStream': ['logs:CreateLogStream', 'logs:DeleteLogStream'],
  'AWS::Logs::MetricFilter': [
    'logs:PutMetricFilter',
    'logs:DeleteMetricFilter',
  ],
  'AWS::Logs::SubscriptionFilter': [
    'logs:PutSubscriptionFilter',
    'logs:DeleteSubscriptionFilter',
  ],
  'AWS::RDS::DBCluster': ['rds:CreateDBCluster', 'rds:DeleteDBCluster'],
  'AWS::RDS::DBClusterParameterGroup': [
    'rds:CreateDBClusterParameterGroup',
    'rds:DeleteDBClusterParameterGroup',
  ],
  'AWS::RDS::DBInstance': ['rds:CreateDBInstance', 'rds:DeleteDBInstance'],
  'AWS::RDS::DBSubnetGroup': [
    'rds:CreateDBSubnetGroup',
    'rds:DeleteDBSubnetGroup',
  ],
  'AWS::Route53::RecordSet': ['route53:ChangeResourceRecordSets'],
  'AWS::S3::Bucket': ['s3:CreateBucket', 's3:PutLifecycleConfiguration'],
  'AWS::S3::BucketPolicy': ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  'AWS::SNS::Subscription': ['sns:Subscribe', 'sns:Unsubscribe'],
  'AWS::SNS::Topic': ['sns:CreateTopic', 'sns:DeleteTopic'],
  'AWS::SNS::TopicPolicy': ['sns:SetTopicAttributes'],
  'AWS::SecretsManager::RotationSchedule': [
    'secretsmanager:RotateSecret',
    'secretsmanager:CancelRotateSecret',
  ],
  'AWS::SecretsManager::Secret': [
    'secretsmanager:CreateSecret',
    'secretsmanager:GetRandomPassword',
  ],
  'AWS::WAFv2::WebACL': ['wafv2:CreateWebACL', 'wafv2:DeleteWebACL'],
  'AWS::WAFv2::WebACLAssociation': [
    'wafv2:AssociateWebACL',
    'wafv2:DisassociateWebACL',
  ],
};

const documents = [
  ...executionRole.Properties.Policies.map(policy => policy.PolicyDocument),
  hostingPolicy.Properties.PolicyDocument,
];

const allowed = documents
  .flatMap(document => document.Statement)
  .flatMap(statement => (statement as { Action: string[] }).Action);

/** IAM does not count white space. */
const lettersOf = (document: object) => JSON.stringify(document).length;

describe('the role of CloudFormation', () => {
  it.each(stackNames)('may make all that is in the stack %s', async name => {
    const { body } = await readStackTemplate(name);
    const resources = Object.values<{ Type: string }>(
      JSON.parse(body).Resources,
    );
    const types = [...new Set(resources.map(({ Type }) => Type))];
    expect(types.filter(type => !calls[type])).toEqual([]);
    expect(
      types
        .flatMap(type => calls[type])
        .filter(call => !allowed.includes(call)),
    ).toEqual([]);
  });

  it('has policies as long as IAM takes them', () => {
    const own = executionRole.Properties.Policies.map(({ PolicyDocument }) =>
      lettersOf(PolicyDocument),
    );
    expect(own.reduce((sum, letters) => sum + letters)).toBeLessThan(10_240);
    expect(lettersOf(hostingPolicy.Properties.PolicyDocument)).toBeLessThan(
      6_144,
    );
  });
});
