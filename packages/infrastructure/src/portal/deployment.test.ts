import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  deployStack,
  type Emulator,
  stackForMiniStack,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { network } from '../__testUtils__/network';
import { readStackTemplate } from '../stackTemplates';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

const secret = (name: string) =>
  `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}`;

describeEmulator(`the portal on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let emulator: Emulator;
  let outputs: Record<string, string>;

  /** The stacks that the portal is made of, and it, each with what the ones before tell. */
  async function deployAll() {
    const deploy = async (name: 'data' | 'identity' | 'portal', own: object) =>
      deployStack(emulator, {
        name: `oaf-${name}`,
        body: stackForMiniStack((await readStackTemplate(name)).body),
        parameters: { Installation: 'test', ...own },
      });
    const { SubnetIds, ...place } = await deployStack(emulator, {
      name: 'network',
      body: network,
    });
    const data = await deploy('data', { SubnetIds, ...place });
    const identity = await deploy('identity', {
      PortalUrl: 'https://portal.example.com',
      DomainPrefix: 'oaf-test',
    });
    return deploy('portal', {
      Image: 'portal@sha256:0',
      RepositoryArn: 'arn:aws:ecr:eu-central-1:000000000000:repository/portal',
      DomainName: 'portal.example.com',
      CertificateArn:
        'arn:aws:acm:eu-central-1:000000000000:certificate/portal',
      ReachableFrom: '10.0.0.0/8',
      VpcId: place.VpcId,
      LoadBalancerSubnetIds: SubnetIds,
      TaskSubnetIds: SubnetIds,
      DatabaseEndpoint: data.Endpoint,
      DatabaseSecretArn: data.SecretArn,
      DatabaseClientPolicyArn: data.ClientPolicyArn,
      DatabaseClientSecurityGroupId: place.ClientSecurityGroupId,
      MetadataUrl: identity.MetadataUrl,
      ClientId: identity.ClientId,
      ClientSecretArn: secret('client'),
    });
  }

  const resources = async () => {
    const client = new CloudFormationClient(emulator.clientConfig);
    const { StackResources = [] } = await client.send(
      new DescribeStackResourcesCommand({ StackName: 'oaf-portal' }),
    );
    return StackResources;
  };

  beforeAll(async () => {
    emulator = await startMiniStack();
    outputs = await deployAll();
  });

  afterAll(() => emulator?.stop());

  it('is made of what the other stacks tell', async () => {
    expect(outputs).toMatchObject({
      Url: 'https://portal.example.com',
      LoadBalancerHost: expect.stringContaining('.elb.'),
      RoleArn: expect.stringContaining(':role/oaf-portal-'),
    });
    const types = (await resources()).map(({ ResourceType }) => ResourceType);
    expect(types).toEqual(
      expect.arrayContaining([
        'AWS::ECS::Service',
        'AWS::ElasticLoadBalancingV2::Listener',
      ]),
    );
  });

  it('has the serial number that CloudFormation gave it', async () => {
    const [{ StackId }] = await resources();
    expect(outputs.SerialNumber).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/);
    expect(StackId?.endsWith(`stack/oaf-portal/${outputs.SerialNumber}`)).toBe(
      true,
    );
  });
});
