import { type Emulator, whichEmulators } from '@oaf/aws-emulator';
import { deployStack, startMiniStack } from '../__testUtils__/deployStack';
import { forMiniStack } from '../__testUtils__/forMiniStack';
import { readStackTemplate } from '../stackTemplates';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

/** Somebody's own network. */
const network = JSON.stringify({
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

describeEmulator(`the data store on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startMiniStack();
  });

  afterAll(() => emulator?.stop());

  async function deploy(name: string, parameters: Record<string, string>) {
    const { body } = await readStackTemplate('data');
    return deployStack(emulator, {
      name,
      body: forMiniStack(body),
      parameters: { Installation: 'test', ...parameters },
    });
  }

  it('makes a network of its own', async () => {
    await expect(deploy('alone', {})).resolves.toMatchObject({
      Endpoint: expect.stringContaining('.rds.'),
      Port: '3306',
      OwnVpcId: expect.stringMatching(/^vpc-/),
      OwnSubnetIds: expect.stringMatching(/^subnet-\w+,subnet-\w+$/),
      OwnClientSecurityGroupId: expect.stringMatching(/^sg-/),
    });
  });

  it('goes into a network that is there', async () => {
    const given = await deployStack(emulator, {
      name: 'network',
      body: network,
    });
    const outputs = await deploy('guest', { ...given, Standby: 'no' });
    expect(outputs.Endpoint).toContain('.rds.');
    expect(outputs).not.toHaveProperty('OwnVpcId');
  });
});
