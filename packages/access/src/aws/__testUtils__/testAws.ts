import { randomUUID } from 'node:crypto';
import {
  type Emulator,
  type EmulatorName,
  startEmulator,
  whichEmulators,
} from '@oaf/aws-emulator';
import { createAwsCall } from '../createAwsCall';
import type { Table } from '../table';

const { leftOut } = whichEmulators();

/** AWS as an emulator serves it. */
export interface TestAws {
  dynamodb: ReturnType<typeof createAwsCall>;
  kms: ReturnType<typeof createAwsCall>;
  secretsManager: ReturnType<typeof createAwsCall>;
  createTable(): Promise<Table>;
}

function connect({ clientConfig }: Emulator): TestAws {
  const dynamodb = createAwsCall('dynamodb', clientConfig);
  return {
    dynamodb,
    kms: createAwsCall('kms', clientConfig),
    secretsManager: createAwsCall('secretsmanager', clientConfig),
    createTable: async () => {
      const name = `access-${randomUUID()}`;
      await dynamodb('CreateTable', {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      });
      return { call: dynamodb, name };
    },
  };
}

/** Runs the suite against each of the emulators, or says why it is left out. */
export function describeOnAws(
  names: EmulatorName[],
  suite: (aws: () => TestAws) => void,
) {
  const describeEmulator = leftOut ? describe.skip : describe;
  describeEmulator.each(names)(`on %s ${leftOut ?? ''}`, name => {
    // The first start installs the emulator.
    jest.setTimeout(300_000);
    let emulator: Emulator;
    let aws: TestAws;
    beforeAll(async () => {
      emulator = await startEmulator(name);
      aws = connect(emulator);
    });
    afterAll(() => emulator?.stop());
    suite(() => aws);
  });
}
