import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type Edge, type Emulator, makeNonceKeys } from '@oaf/aws-emulator';
import { expect } from '@playwright/test';
import { runSample, type SavedSample, type Secrets } from '../codeSample';
import { region } from './account';

/** The gateway's domain leads to it, and its functions have the keys that its rotation would make. */
export async function open(emulator: Emulator, edge: Edge, gateway: string) {
  const client = new CloudFormationClient({ ...emulator.clientConfig, region });
  const { Stacks } = await client.send(
    new DescribeStacksCommand({ StackName: gateway }),
  );
  const outputs = Object.fromEntries(
    Stacks![0].Outputs!.map(({ OutputKey, OutputValue }) => [
      OutputKey!,
      OutputValue!,
    ]),
  );
  edge.answersFor = { apiId: outputs.RestApiId, stage: outputs.Stage };
  await makeNonceKeys(emulator, outputs.NonceSecretArn);
}

/** Runs a sample that trusts the domain's certificate. */
export async function call(sample: SavedSample, edge: Edge, secrets: Secrets) {
  const certificate = join(sample.directory, 'certificate.pem');
  await writeFile(certificate, edge.certificate);
  return runSample(sample, { ...secrets, NODE_EXTRA_CA_CERTS: certificate });
}

/** Runs it until the gateway says what it should: what it knows of a subscription may be some seconds old. */
export async function expectCall(
  answer: RegExp,
  ...given: Parameters<typeof call>
) {
  await expect(async () => {
    expect(await call(...given)).toMatch(answer);
  }).toPass({ timeout: 60_000 });
}

/** Runs it until it is refused in these words. */
export async function expectRefusal(
  words: string,
  ...given: Parameters<typeof call>
) {
  await expect(async () => {
    const told = await call(...given).catch(error => String(error));
    expect(told).toContain(words);
  }).toPass({ timeout: 60_000 });
}
