import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createAwsCall, DynamoDbGrantStore } from '@oaf/access/aws';
import {
  exampleGrant,
  exampleSecrets,
  type RawKey,
  signProof,
} from '@oaf/access/testUtils';
import {
  deployStack,
  type Edge,
  type Emulator,
  s3Of,
  stackForMiniStack,
  startEdge,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { importJWK } from 'jose';
import { readStackTemplate } from '../stackTemplates';
import { accessFunctions } from './accessPermissions';
import { archiveParameter } from './GatewayParameters';

const resource = 'https://api.example.com/accounts';
const url = `${resource}/accounts/1`;
const example = exampleGrant('https://api.example.com');
const api = { ...example.apis[0], apiId: 'a1b2c3', stage: 'prod', resource };
const grant = { ...example, apis: [api] };

const execute = promisify(execFile);
const folderOf = (name: string) =>
  dirname(require.resolve(`${name}/package.json`));

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

const bucket = 'artifacts';
const rotationSteps = [
  'createSecret',
  'setSecret',
  'testSecret',
  'finishSecret',
];

describeEmulator(`the gateway on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let folder: string;
  let emulator: Emulator;
  let edge: Edge;
  let s3: S3Client;
  let outputs: Record<string, string>;

  async function uploadArchives() {
    await execute(process.execPath, [
      join(folderOf('@oaf/access'), 'build/lambda.mjs'),
      folder,
    ]);
    return Promise.all(
      accessFunctions.map(async name => {
        const Body = await readFile(join(folder, `${name}.zip`));
        const Key = createHash('sha256').update(Body).digest('hex');
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
        return [archiveParameter(name), Key];
      }),
    );
  }

  async function createStack() {
    const { body } = await readStackTemplate('gateway');
    return deployStack(emulator, {
      name: 'gateway',
      body: stackForMiniStack(body, {
        AWS_ENDPOINT_URL: emulator.endpoint,
        // Of the test's own edge; trusting its certificate would take a file in each function.
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      }),
      parameters: {
        Installation: 'test',
        ArtifactBucket: bucket,
        DomainName: edge.domainName,
        CertificateArn:
          'arn:aws:acm:eu-central-1:000000000000:certificate/of-the-edge',
        ProtectedApis: JSON.stringify({
          [`${api.apiId}/${api.stage}`]: resource,
        }),
        ...Object.fromEntries(await uploadArchives()),
      },
    });
  }

  /** As Secrets Manager does each day; MiniStack never asks a function for it. */
  async function rotateNonceKey() {
    const lambda = new LambdaClient(emulator.clientConfig);
    const ClientRequestToken = randomUUID();
    for (const Step of rotationSteps) {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: outputs.NonceKeyRotationArn,
          Payload: JSON.stringify({
            Step,
            SecretId: outputs.NonceSecretArn,
            ClientRequestToken,
          }),
        }),
      );
      const failure = FunctionError && Buffer.from(Payload!).toString();
      expect({ Step, failure }).toEqual({ Step, failure: undefined });
    }
  }

  function consumer(...args: string[]) {
    return execute(
      process.execPath,
      [join(folderOf('@oaf/consumer'), 'bin/oaf-consumer'), ...args],
      {
        env: {
          ...process.env,
          NODE_EXTRA_CA_CERTS: join(folder, 'edge.pem'),
          OAF_HOME: join(folder, 'consumer'),
          OAF_TEMPORARY_PASSWORD: exampleSecrets.initialAccessToken,
          OAF_API_KEY: exampleSecrets.apiKey,
        },
      },
    );
  }

  const readProfile = async () =>
    JSON.parse(
      await readFile(
        join(folder, 'consumer', `${grant.clientId}.json`),
        'utf8',
      ),
    );

  async function readKey(): Promise<RawKey> {
    const { key } = await readProfile();
    const { d, ...publicJwk } = key;
    const privateKey = (await importJWK(key, 'ES256')) as CryptoKey;
    return { alg: 'ES256', privateKey, publicJwk, kid: key.kid };
  }

  /** As API Gateway asks it of a REST API's call. */
  async function judge(headers: Record<string, string>) {
    const { FunctionError, Payload } = await new LambdaClient(
      emulator.clientConfig,
    ).send(
      new InvokeCommand({
        FunctionName: outputs.AuthorizerArn,
        Payload: JSON.stringify({
          type: 'REQUEST',
          methodArn: `arn:aws:execute-api:eu-central-1:000000000000:${api.apiId}/${api.stage}/GET/accounts/1`,
          httpMethod: 'GET',
          path: '/1',
          headers,
          multiValueHeaders: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, [value]]),
          ),
          requestContext: {
            apiId: api.apiId,
            stage: api.stage,
            path: new URL(url).pathname,
            identity: {},
          },
        }),
      }),
    );
    const answer = JSON.parse(Buffer.from(Payload!).toString());
    if (FunctionError) {
      throw new Error(answer.errorMessage);
    }
    return answer;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    emulator = await startMiniStack();
    edge = await startEdge(emulator.endpoint);
    s3 = s3Of(emulator);
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await writeFile(join(folder, 'edge.pem'), edge.certificate);
    outputs = await createStack();
    edge.answersFor = { apiId: outputs.RestApiId, stage: 'live' };
    // Twice: MiniStack makes the first secret of other letters than it is told, and the one before counts, too.
    await rotateNonceKey();
    await rotateNonceKey();
  });

  afterAll(async () => {
    await emulator?.stop();
    await edge?.close();
    await rm(folder, { recursive: true });
  });

  it('tells where it is', () => {
    expect(outputs).toMatchObject({
      Issuer: `https://${edge.domainName}`,
      AuthorizerArn: expect.stringContaining(':function:'),
      TableArn: expect.stringContaining(':table/'),
    });
  });

  it('enrols a client of the consumer kit', async () => {
    const store = new DynamoDbGrantStore({
      call: createAwsCall('dynamodb', emulator.clientConfig),
      name: outputs.TableArn.split('/')[1],
    });
    await store.apply(grant);
    await consumer('enrol', '--issuer', outputs.Issuer);
    await expect(readProfile()).resolves.toMatchObject({
      clientId: grant.clientId,
    });
  });

  it('judges a call by the token that it gave, and by the proof of its key', async () => {
    const { stdout } = await consumer('token');
    const { access_token: accessToken } = JSON.parse(stdout);
    const key = await readKey();
    const headers = {
      Authorization: `DPoP ${accessToken}`,
      'x-api-key': exampleSecrets.apiKey,
      DPoP: await signProof(key, { method: 'GET', url, accessToken }),
    };
    await expect(judge(headers)).resolves.toMatchObject({
      principalId: grant.clientId,
      usageIdentifierKey: exampleSecrets.apiKey,
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
    });
    // The same proof again.
    await expect(judge(headers)).rejects.toThrow('Unauthorized');
  });

  it('rotates the key of its client', async () => {
    const before = await readProfile();
    await consumer('rotate-key');
    const after = await readProfile();
    expect(after.key.kid).not.toBe(before.key.kid);
    await expect(consumer('status')).resolves.toMatchObject({
      stdout: expect.stringContaining(after.key.kid),
    });
  });
});
