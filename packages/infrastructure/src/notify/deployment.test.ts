import {
  CloudWatchClient,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  deployStack,
  type Emulator,
  stackForMiniStack,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { readStackTemplate } from '../stackTemplates';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

/** An alarm of somebody's, and a queue that hears of it. */
const listener = (topicArn: string) =>
  JSON.stringify({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'heard' } },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'sns.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              },
            ],
          },
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: topicArn,
          Protocol: 'sqs',
          Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'something',
          AlarmActions: [topicArn],
          Namespace: 'Test',
          MetricName: 'Errors',
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Period: 60,
          Statistic: 'Sum',
          Threshold: 1,
        },
      },
    },
    Outputs: { QueueUrl: { Value: { Ref: 'Queue' } } },
  });

describeEmulator(`the topics on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let emulator: Emulator;
  let outputs: Record<string, string>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    const { body } = await readStackTemplate('notify');
    outputs = await deployStack(emulator, {
      name: 'notify',
      body: stackForMiniStack(body),
      parameters: { Installation: 'test', Email: 'ops@example.com' },
    });
  });

  afterAll(() => emulator?.stop());

  it('tell of an alarm', async () => {
    const { QueueUrl } = await deployStack(emulator, {
      name: 'listener',
      body: listener(outputs.AlarmTopicArn),
    });
    await new CloudWatchClient(emulator.clientConfig).send(
      new SetAlarmStateCommand({
        AlarmName: 'something',
        StateValue: 'ALARM',
        StateReason: 'a test',
      }),
    );
    const { Messages: messages = [] } = await new SQSClient(
      emulator.clientConfig,
    ).send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    expect(messages).toHaveLength(1);
    expect(messages[0].Body).toContain('something');
  });

  it('are two, so that who hears of alarms need not hear of notices', () => {
    expect(outputs.NoticeTopicArn).toMatch(/^arn:aws:sns:/);
    expect(outputs.NoticeTopicArn).not.toBe(outputs.AlarmTopicArn);
  });
});
