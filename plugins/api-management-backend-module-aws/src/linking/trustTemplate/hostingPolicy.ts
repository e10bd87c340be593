import { EXECUTION_ROLE, inAccount, of, statement } from './executionRole';
import { sub } from './Statement';

/** Of the network and the portal that runs in it; in a policy of its own, as a role holds 10,240 letters only. */
const hosting = [
  statement(
    'Policies',
    of(
      'iam',
      `CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion
      ListEntitiesForPolicy ListPolicyVersions TagPolicy UntagPolicy`,
    ),
    [sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/oaf-*')],
  ),
  statement(
    'Networks',
    of(
      'ec2',
      `CreateFlowLogs CreateSubnet CreateVpc DeleteFlowLogs DeleteSubnet DeleteVpc DescribeAvailabilityZones
      DescribeFlowLogs DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroupRules DescribeVpcAttribute
      ModifySubnetAttribute ModifyVpcAttribute`,
    ),
    ['*'],
  ),
  statement(
    'Clusters',
    of(
      'ecs',
      `DeleteCluster DescribeClusters ListTagsForResource PutClusterCapacityProviders TagResource UntagResource
      UpdateCluster UpdateClusterSettings`,
    ),
    [inAccount('ecs', 'cluster/oaf-*')],
  ),
  statement(
    'Services',
    of(
      'ecs',
      'CreateService DeleteService DescribeServices ListTagsForResource TagResource UntagResource UpdateService',
    ),
    [inAccount('ecs', 'service/oaf-*')],
  ),
  statement(
    'Tasks',
    of(
      'ecs',
      'CreateCluster DeregisterTaskDefinition DescribeTaskDefinition RegisterTaskDefinition TagResource',
    ),
    ['*'],
  ),
  statement(
    'LoadBalancers',
    of(
      'elasticloadbalancing',
      `AddTags CreateListener CreateLoadBalancer CreateTargetGroup DeleteListener DeleteLoadBalancer
      DeleteTargetGroup DescribeListenerAttributes DescribeListeners DescribeLoadBalancerAttributes
      DescribeLoadBalancers DescribeTags DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth
      ModifyListener ModifyListenerAttributes ModifyLoadBalancerAttributes ModifyTargetGroup
      ModifyTargetGroupAttributes RemoveTags SetIpAddressType SetSecurityGroups SetSubnets`,
    ),
    ['*'],
  ),
  statement(
    'Scaling',
    of(
      'application-autoscaling',
      `DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingPolicies
      ListTagsForResource PutScalingPolicy RegisterScalableTarget TagResource UntagResource`,
    ),
    ['*'],
  ),
];

/** What the role of CloudFormation has beside its own policies. */
export const hostingPolicy = {
  Type: 'AWS::IAM::ManagedPolicy',
  Condition: 'MakeExecutionRole',
  Properties: {
    ManagedPolicyName: `${EXECUTION_ROLE}-hosting`,
    Description: 'Networks and the portal of the Open API Framework',
    Roles: [{ Ref: 'ExecutionRole' }],
    PolicyDocument: { Version: '2012-10-17', Statement: hosting },
  },
};
