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
import { exportJWK } from 'jose';
import * as client from 'openid-client';
import { createAwsCall } from '../aws/createAwsCall';
import { DynamoDbGrantStore } from '../aws/DynamoDbGrantStore';
import { thumbprint } from '../jws/thumbprint';
import { exampleGrant, exampleSecrets } from '../testUtils';
import { createDeployment } from './__testUtils__/deployment';
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
  return { store, keyId: key.KeyId };
}

describeEmulator(`the built functions on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let directory: string;
  let emulator: Emulator;
  let edge: Edge;
  let store: DynamoDbGrantStore;
  let apiId: string;

  const grantOf = () => {
    const grant = exampleGrant(edge.origin);
    const [api] = grant.apis;
    const resource = `${edge.origin}/prod`;
    return { ...grant, apis: [{ ...api, apiId, stage: 'prod', resource }] };
  };

  function variablesOf(keyId: string) {
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
    const variables = variablesOf(state.keyId);
    const paths = {
      metadata: ['/.well-known/{proxy+}', '/jwks'],
      register: ['/register', '/register/{clientId}'],
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

  it('are driven by openid-client from enrolment to revocation', async () => {
    const issuer = new URL(`${edge.origin}/oauth`);
    const options = {
      algorithm: 'oauth2' as const,
      execute: [client.allowInsecureRequests],
    };
    const keys = await client.randomDPoPKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256' };
    const authentication = client.PrivateKeyJwt({
      key: keys.privateKey,
      kid: thumbprint(jwk),
    });
    const config = await client.discovery(
      issuer,
      'sub_example',
      undefined,
      authentication,
      options,
    );
    const DPoP = client.getDPoPHandle(config, keys);

    await client.dynamicClientRegistration(
      issuer,
      {
        token_endpoint_auth_method: 'private_key_jwt',
        grant_types: ['client_credentials'],
        jwks: { keys: [jwk] },
      },
      client.None(),
      {
        ...options,
        DPoP,
        initialAccessToken: exampleSecrets.initialAccessToken,
      },
    );

    const token = await client.clientCredentialsGrant(
      config,
      { scope: 'accounts:read', resource: `${edge.origin}/prod` },
      { DPoP },
    );
    expect(token).toMatchObject({ token_type: 'dpop', expires_in: 300 });

    const call = (apiKey = exampleSecrets.apiKey, method = 'GET') =>
      client.fetchProtectedResource(
        config,
        token.access_token,
        new URL(`${edge.origin}/prod/accounts?page=2`),
        method,
        undefined,
        new Headers({ 'x-api-key': apiKey }),
        { DPoP },
      );

    const answer = await call();
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

    expect((await call('oaf_key_other')).status).toBe(403);
    expect((await call(exampleSecrets.apiKey, 'POST')).status).toBe(403);
    const bare = await fetch(`${edge.origin}/prod/accounts`);
    expect(bare.status).toBe(401);

    await client.tokenRevocation(config, token.access_token);

    await store.apply({ ...grantOf(), revision: 2, status: 'suspended' });
    await expect(
      client.clientCredentialsGrant(config, {}, { DPoP }),
    ).rejects.toMatchObject({ status: 400 });
  });
});
