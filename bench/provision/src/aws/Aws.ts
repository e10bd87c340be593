import { createAwsCall } from '@oaf/access/aws';
import { type Emulator, startEmulator } from '@oaf/aws-emulator';
import { Simulator } from '@oaf/bench-harness';
import type { AccountSpec } from '@oaf/control-plane-simulator';

export const region = 'us-east-1';
const tableName = 'oaf-bench-gateway';
const issuer = 'https://gateway.example.com/live';

export const account: AccountSpec = {
  accountId: '111122223333',
  regions: [region],
  apis: {
    [region]: [
      {
        apiId: 'a1b2c3d4e5',
        name: 'Accounts',
        protocol: 'REST',
        stages: [{ name: 'prod' }],
      },
    ],
  },
};

/** What the stack of the gateway tells; there is no CloudFormation here. */
export const gatewayOutputs = {
  RestApiId: 'f6g7h8i9j0',
  Stage: 'live',
  Issuer: issuer,
  TableArn: `arn:aws:dynamodb:${region}:${account.accountId}:table/${tableName}`,
};

/** The control plane with its quotas, and DynamoDB of an emulator behind it. */
export class Aws {
  readonly simulator: Simulator;
  readonly #emulator: Emulator;

  private constructor(simulator: Simulator, emulator: Emulator) {
    this.simulator = simulator;
    this.#emulator = emulator;
  }

  static async start(): Promise<Aws> {
    const emulator = await startEmulator('ministack');
    const { clientConfig } = emulator;
    await createAwsCall('dynamodb', { ...clientConfig, region })(
      'CreateTable',
      {
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
    );
    const simulator = await Simulator.start({
      accounts: [account],
      dynamoDb: emulator.endpoint,
    });
    return new Aws(simulator, emulator);
  }

  async stop(): Promise<void> {
    await this.simulator.process.stop();
    await this.#emulator.stop();
  }
}
