/** Somebody's own network, as a template. */
export const network = JSON.stringify({
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    One: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
    Two: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
    },
    Clients: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: 'clients' },
    },
  },
  Outputs: {
    VpcId: { Value: { Ref: 'Vpc' } },
    SubnetIds: { Value: { 'Fn::Sub': '${One},${Two}' } },
    ClientSecurityGroupId: {
      Value: { 'Fn::GetAtt': ['Clients', 'GroupId'] },
    },
  },
});
