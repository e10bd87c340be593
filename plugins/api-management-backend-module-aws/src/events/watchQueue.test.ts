import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockServices } from '@backstage/backend-test-utils';
import {
  startEmulator,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import type { GatewayChange } from '@oaf/backstage-plugin-api-management-node';
import { watchQueue } from './watchQueue';

const { leftOut } = whichEmulators();
const describeSqs = leftOut ? describe.skip : describe;

jest.setTimeout(300_000);

function event(apiId: string) {
  return JSON.stringify({
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.apigateway',
    account: '111111111111',
    region: 'eu-west-1',
    detail: { eventName: 'UpdateStage', requestParameters: { apiId } },
  });
}

describeSqs(`watchQueue over the SQS of moto ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let client: SQSClient;
  let queueUrl: string;
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    emulator = await startEmulator('moto');
    client = new SQSClient({ ...emulator.clientConfig, maxAttempts: 1 });
  });

  beforeEach(async () => {
    jest.clearAllMocks();
    await emulator.reset();
    queueUrl = await createQueue('changes');
  });

  afterAll(async () => {
    client.destroy();
    await emulator.stop();
  });

  async function createQueue(QueueName: string) {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({
        QueueName,
        Attributes: { VisibilityTimeout: '1' },
      }),
    );
    return QueueUrl!;
  }

  const send = (MessageBody: string) =>
    client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

  async function countLeft() {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
        ],
      }),
    );
    return Object.values(Attributes!).reduce((sum, n) => sum + Number(n), 0);
  }

  /** Watches until `enough`, and then until the messages are dealt with. */
  async function watch(
    enough: (seen: GatewayChange[]) => boolean,
    onChange = async (_: GatewayChange) => {},
  ) {
    const controller = new AbortController();
    const seen: GatewayChange[] = [];
    const watching = watchQueue(
      { client, queueUrl, logger },
      async change => {
        seen.push(change);
        await onChange(change);
        if (enough(seen)) {
          setTimeout(() => controller.abort(), 500);
        }
      },
      controller,
    );
    await watching;
    return seen;
  }

  it('tells of each change and deletes its message', async () => {
    await send(event('a1'));
    await send(event('b2'));
    const seen = await watch(({ length }) => length === 2);
    expect(seen.map(({ apiId }) => apiId).sort()).toEqual(['a1', 'b2']);
    expect(await countLeft()).toBe(0);
  });

  it('is told again of a change that was not taken in', async () => {
    await send(event('a1'));
    const onChange = jest
      .fn()
      .mockRejectedValueOnce(new Error('No database'))
      .mockResolvedValue(undefined);
    const seen = await watch(({ length }) => length === 2, onChange);
    expect(seen.map(({ apiId }) => apiId)).toEqual(['a1', 'a1']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/will be delivered again: Error: No database$/),
    );
    expect(await countLeft()).toBe(0);
  });

  it('drops what is no event, and says so', async () => {
    await send('hello');
    await send(event('a1'));
    await watch(({ length }) => length === 1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Dropped message .* Only the rule of the trust template should send to this queue\.$/,
      ),
    );
    expect(await countLeft()).toBe(0);
  });

  it('waits for a queue that is not there yet', async () => {
    const missing = queueUrl.replace('changes', 'later');
    const controller = new AbortController();
    const seen: GatewayChange[] = [];
    const watching = watchQueue(
      { client, queueUrl: missing, logger },
      async change => {
        seen.push(change);
        controller.abort();
      },
      controller,
    );
    while (logger.warn.mock.calls.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Cannot read changes from .*\/later; the next try is in 1 s, and sweeps find the changes meanwhile\. Check the queue/,
      ),
    );
    queueUrl = await createQueue('later');
    await send(event('a1'));
    // Its message is deleted then, too, which the next test's queue would not know.
    await watching;
    expect(seen).toMatchObject([{ apiId: 'a1' }]);
  });

  it('stops at once when it is aborted', async () => {
    const controller = new AbortController();
    const watching = watchQueue(
      { client, queueUrl, logger },
      async () => {},
      controller,
    );
    setTimeout(() => controller.abort(), 100);
    await watching;
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
