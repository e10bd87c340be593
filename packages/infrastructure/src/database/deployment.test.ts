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
      body: stackForMiniStack(body),
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
