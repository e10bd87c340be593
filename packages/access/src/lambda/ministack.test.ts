import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Emulator,
  startEmulator,
  whichEmulators,
} from '@oaf/aws-emulator';
import * as client from 'openid-client';
import { createAwsCall } from '../aws/createAwsCall';
import { DynamoDbGrantStore } from '../aws/DynamoDbGrantStore';
import { sha256 } from '../hash';
import { exampleGrant, exampleSecrets } from '../testUtils';
import { createDeployment } from './__testUtils__/deployment';
import {
  createOauthClient,
  enrol,
  type OauthClient,
  rotate,
} from './__testUtils__/oauthClient';
import { type Edge, startEdge } from './__testUtils__/startEdge';

const execute = promisify(execFile);
const packageDirectory = dirname(require.resolve('@oaf/access/package.json'));
const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

const tableName = 'access';
const nonceSecretId = 'nonce-keys';

async function buildBundles(directory: string) {
  await execute(
    process.execPath,
    [join(packageDirectory, 'build/lambda.mjs'), directory],
    { cwd: packageDirectory },
  );
}

async function createState({ clientConfig }: Emulator) {
  const call = createAwsCall('dynamodb', clientConfig);
  await call('CreateTable', {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  });
  await createAwsCall('secretsmanager', clientConfig)('CreateSecret', {
    Name: nonceSecretId,
    SecretString: randomBytes(32).toString('base64'),
  });
  const kms = createAwsCall('kms', clientConfig);
  const { KeyMetadata: key } = await kms<{ KeyMetadata: { KeyId: string } }>(
    'CreateKey',
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  );
  const store = new DynamoDbGrantStore({ call, name: tableName });
  const { KeyMetadata: symmetric } = await kms<{
    KeyMetadata: { KeyId: string };
  }>('CreateKey', {});
  return { store, keyId: key.KeyId, keyPairKeyId: symmetric.KeyId };
}

describeEmulator(`the built functions on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let directory: string;
  let emulator: Emulator;
  let edge: Edge;
  let store: DynamoDbGrantStore;
  let apiId: string;
  let consumer: OauthClient;
  let registration: client.ClientMetadata;

  const grantOf = () => {
    const grant = exampleGrant(edge.origin);
    const [api] = grant.apis;
    const resource = `${edge.origin}/prod`;
    return { ...grant, apis: [{ ...api, apiId, stage: 'prod', resource }] };
  };

  function variablesOf(keyId: string, keyPairKeyId: string) {
    const { endpoint, clientConfig } = emulator;
    return {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: clientConfig.region,
      AWS_ACCESS_KEY_ID: clientConfig.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: clientConfig.credentials.secretAccessKey,
      OAF_ISSUER: `${edge.origin}/oauth`,
      OAF_TABLE: tableName,
      OAF_SIGNING_KEYS: keyId,
      OAF_NONCE_SECRET: nonceSecretId,
      OAF_KEY_PAIR_KEY: keyPairKeyId,
      OAF_RESOURCES: JSON.stringify({
        [`${apiId}/prod`]: `${edge.origin}/prod`,
      }),
    };
  }

  async function deployAll() {
    const deployment = createDeployment(emulator, directory);
    const state = await createState(emulator);
    const issuerApi = await deployment.createApi('issuer');
    const api = await deployment.createApi('accounts');
    apiId = api.id;
    const variables = variablesOf(state.keyId, state.keyPairKeyId);
    const paths = {
      metadata: ['/.well-known/{proxy+}', '/jwks'],
      register: ['/register', '/register/{clientId}'],
      keyPair: ['/key-pair'],
      nonce: ['/nonce'],
      token: ['/token'],
      revoke: ['/revoke'],
    };
    for (const [name, ofFunction] of Object.entries(paths)) {
      const arn = await deployment.createFunction(name, variables);
      for (const path of ofFunction) {
        await deployment.addMethod(issuerApi, path, deployment.proxyTo(arn));
      }
    }
    await deployment.deploy(issuerApi, 'oauth');
    const authorizerArn = await deployment.createFunction(
      'authorizer',
      variables,
    );
    const authorizer = await deployment.createAuthorizer(api, authorizerArn);
    const upstreamArn = await deployment.createFunction('upstream', {});
    await deployment.addMethod(
      api,
      '/{proxy+}',
      deployment.proxyTo(upstreamArn),
      { authorizationType: 'CUSTOM', authorizerId: authorizer.id },
    );
    await deployment.deploy(api, 'prod');
    Object.assign(edge.apis, { oauth: issuerApi.id, prod: api.id });
    return state.store;
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lambda-'));
    await buildBundles(directory);
    emulator = await startEmulator('ministack');
    edge = await startEdge(emulator.endpoint);
    store = await deployAll();
    await store.apply(grantOf());
  });

  afterAll(async () => {
    await emulator?.stop();
    await edge?.close();
    await rm(directory, { recursive: true });
  });

  const issuer = () => new URL(`${edge.origin}/oauth`);
  const url = () => new URL(`${edge.origin}/prod/accounts?page=2`);

  async function getToken({ config, DPoP }: OauthClient) {
    const parameters = {
      scope: 'accounts:read',
      resource: `${edge.origin}/prod`,
    };
    const { access_token: token } = await client.clientCredentialsGrant(
      config,
      parameters,
      { DPoP },
    );
    return token;
  }

  function call(
    { config, DPoP }: OauthClient,
    token: string,
    { method = 'GET', apiKey = exampleSecrets.apiKey } = {},
  ) {
    const headers = new Headers({ 'x-api-key': apiKey });
    return client.fetchProtectedResource(
      config,
      token,
      url(),
      method,
      undefined,
      headers,
      { DPoP },
    );
  }

  it('enrol a client, give it tokens and let its calls pass', async () => {
    consumer = await createOauthClient(issuer());
    registration = await enrol(consumer);
    const answer = await call(consumer, await getToken(consumer));
    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toMatchObject({
      path: '/accounts',
      authorizer: {
        principalId: 'sub_example',
        subscriptionId: 'subscription-1',
        apiKeyCredentialId: 'api-key-1',
        scope: 'accounts:read',
      },
    });
  });

  it('refuse a second enrolment with the temporary password', async () => {
    await expect(
      enrol(await createOauthClient(issuer())),
    ).rejects.toMatchObject({
      cause: [{ parameters: { error: 'invalid_token' } }],
    });
  });

  it.each([
    ['another API key', { apiKey: 'oaf_key_other' }],
    ['a method outside the scope', { method: 'POST' }],
  ])('deny %s', async (_, changes) => {
    const token = await getToken(consumer);
    expect((await call(consumer, token, changes)).status).toBe(403);
  });

  it('deny a call that was made before, to the letter', async () => {
    const calls: [string, RequestInit][] = [];
    const token = await getToken(consumer);
    consumer.config[client.customFetch] = (address, init) => {
      calls.push([address, init as RequestInit]);
      return fetch(address, init as RequestInit);
    };
    expect((await call(consumer, token)).status).toBe(200);
    consumer.config[client.customFetch] = fetch as client.CustomFetch;
    expect(calls).toHaveLength(1);
    expect((await fetch(...calls[0])).status).toBe(401);
  });

  it('deny a call without credentials', async () => {
    expect((await fetch(url())).status).toBe(401);
  });

  it('rotate the key', async () => {
    const next = await createOauthClient(issuer());
    const rotated = await rotate(registration, consumer, next);
    expect(rotated.status).toBe(200);
    const token = await getToken(next);
    expect((await call(next, token)).status).toBe(200);
    await expect(getToken(consumer)).rejects.toMatchObject({
      error: 'invalid_client',
    });
    consumer = next;
  });

  it('revoke a token', async () => {
    const token = await getToken(consumer);
    await client.tokenRevocation(consumer.config, token);
    expect(await call(consumer, token).catch(error => error)).toMatchObject({
      status: 401,
    });
  });

  it('give a suspended subscription no token', async () => {
    await store.apply({ ...grantOf(), revision: 2, status: 'suspended' });
    await expect(getToken(consumer)).rejects.toMatchObject({
      status: 400,
      error: 'unauthorized_client',
    });
  });

  it('make a key pair when a new temporary password asks for one', async () => {
    const temporaryPassword = 'oaf_iat_second';
    await store.apply({
      ...grantOf(),
      revision: 3,
      enrolment: {
        credentialId: 'second',
        tokenHash: sha256(temporaryPassword),
        expiresAt: Date.now() + 60_000,
      },
    });
    const answer = await fetch(`${edge.origin}/oauth/key-pair`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${temporaryPassword}` },
    });
    expect(answer.status).toBe(201);
    await expect(answer.json()).resolves.toMatchObject({
      client_id: 'sub_example',
      encrypted_private_key: expect.stringMatching(/^ey/),
    });
  });
});
