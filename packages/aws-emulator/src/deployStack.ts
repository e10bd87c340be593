import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Emulator } from './Emulator';
import { enforcedIam } from './enforcedIam';
import { startEmulator } from './startEmulator';

export interface Deployment {
  name: string;
  /** What is deployed. */
  body: string;
  parameters?: Record<string, string>;
}

/** Policies count; who the test is has every right. */
export function startMiniStack(
  environment: Record<string, string> = {},
): Promise<Emulator> {
  return startEmulator('ministack', { ...enforcedIam, ...environment });
}

export const s3Of = ({ clientConfig }: Emulator) =>
  new S3Client({ ...clientConfig, forcePathStyle: true });

/** Too large for a request, so by way of a bucket; its name in the path, as MiniStack knows no other address of it. */
async function upload(emulator: Emulator, { name, body }: Deployment) {
  const s3 = s3Of(emulator);
  const Bucket = `template-of-${name}`;
  const Key = 'template.json';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: body }));
  return `${emulator.endpoint}/${Bucket}/${Key}`;
}

async function whatFailed(cloudFormation: CloudFormationClient, name: string) {
  const { StackEvents: events = [] } = await cloudFormation.send(
    new DescribeStackEventsCommand({ StackName: name }),
  );
  return JSON.stringify(
    events.filter(({ ResourceStatusReason }) => ResourceStatusReason),
  );
}

async function readOutputs(cloudFormation: CloudFormationClient, name: string) {
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
    { StackName: name },
  ).catch(async () => {
    throw new Error(await whatFailed(cloudFormation, name));
  });
  const { Stacks: stacks = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName: name }),
  );
  const { Outputs: outputs = [] } = stacks[0];
  return Object.fromEntries(
    outputs.map(output => [output.OutputKey!, output.OutputValue!]),
  );
}

/**
 * Deploys a template by CloudFormation and gives its outputs.
 * @throws Error with the events of what failed
 */
export async function deployStack(
  emulator: Emulator,
  deployment: Deployment,
): Promise<Record<string, string>> {
  const { name, parameters = {} } = deployment;
  const cloudFormation = new CloudFormationClient(emulator.clientConfig);
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: name,
      Capabilities: ['CAPABILITY_IAM'],
      TemplateURL: await upload(emulator, deployment),
      Parameters: Object.entries(parameters).map(
        ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
      ),
    }),
  );
  return readOutputs(cloudFormation, name);
}
