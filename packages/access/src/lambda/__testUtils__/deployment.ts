import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { Emulator } from '@oaf/aws-emulator';
import { strToU8, unzipSync, zipSync } from 'fflate';

/**
 * MiniStack tells an authorizer no `requestContext.path` and no `requestId`, which API Gateway does: this stands in front
 * of the built bundle and fills them in.
 */
const authorizerShim = `
const { handler } = require('./index.js');
exports.handler = event => handler({
  ...event,
  requestContext: {
    ...event.requestContext,
    path: '/' + event.requestContext.stage + event.path,
    requestId: 'ministack',
  },
});
`;

/** An upstream that echoes what it is told of the call. */
const upstream = `
exports.handler = async ({ path, requestContext }) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ path, authorizer: requestContext.authorizer }),
});
`;

/** Calls of the services that speak REST. */
function createRest({ clientConfig, endpoint }: Emulator, service: string) {
  const { credentials, region } = clientConfig;
  const client = new AwsClient({ ...credentials, region, service });
  return async <Output>(method: string, path: string, body?: unknown) => {
    const response = await client.fetch(`${endpoint}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text) as Output;
  };
}

function readArchive(directory: string, name: string): Uint8Array {
  if (name === 'upstream') {
    return zipSync({ 'index.js': strToU8(upstream) });
  }
  const archive = new Uint8Array(readFileSync(join(directory, `${name}.zip`)));
  return name === 'authorizer'
    ? zipSync({
        ...unzipSync(archive),
        'shim.js': strToU8(authorizerShim),
      })
    : archive;
}

/** What is deployed, and by which names. */
export function createDeployment(emulator: Emulator, directory: string) {
  const lambda = createRest(emulator, 'lambda');
  const apiGateway = createRest(emulator, 'apigateway');
  const { region } = emulator.clientConfig;

  async function createFunction(
    name: string,
    variables: Record<string, string>,
  ): Promise<string> {
    const archive = readArchive(directory, name);
    const { FunctionArn: arn } = await lambda<{ FunctionArn: string }>(
      'POST',
      '/2015-03-31/functions',
      {
        FunctionName: name,
        Runtime: 'nodejs24.x',
        Role: 'arn:aws:iam::000000000000:role/access',
        Handler: name === 'authorizer' ? 'shim.handler' : 'index.handler',
        Timeout: 10,
        Code: { ZipFile: Buffer.from(archive).toString('base64') },
        Environment: { Variables: variables },
      },
    );
    return arn;
  }

  const invocationUri = (arn: string) =>
    `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;

  async function createApi(name: string) {
    const { id } = await apiGateway<{ id: string }>('POST', '/restapis', {
      name,
      apiKeySource: 'AUTHORIZER',
    });
    const { item } = await apiGateway<{ item: { id: string }[] }>(
      'GET',
      `/restapis/${id}/resources`,
    );
    return { id, rootId: item[0].id };
  }

  async function findResource(apiId: string, parentId: string, part: string) {
    const { item } = await apiGateway<{
      item: { id: string; parentId?: string; pathPart?: string }[];
    }>('GET', `/restapis/${apiId}/resources?limit=500`);
    return item.find(
      each => each.parentId === parentId && each.pathPart === part,
    );
  }

  async function addPath(api: { id: string; rootId: string }, path: string) {
    let parent = api.rootId;
    for (const pathPart of path.split('/').filter(Boolean)) {
      const resource =
        (await findResource(api.id, parent, pathPart)) ??
        (await apiGateway<{ id: string }>(
          'POST',
          `/restapis/${api.id}/resources/${parent}`,
          { pathPart },
        ));
      parent = resource.id;
    }
    return parent;
  }

  async function addMethod(
    api: { id: string; rootId: string },
    path: string,
    integration: Record<string, unknown>,
    method: Record<string, unknown> = { authorizationType: 'NONE' },
  ) {
    const resource = await addPath(api, path);
    const base = `/restapis/${api.id}/resources/${resource}/methods/ANY`;
    await apiGateway('PUT', base, method);
    await apiGateway('PUT', `${base}/integration`, integration);
  }

  const proxyTo = (arn: string) => ({
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: invocationUri(arn),
  });

  const deploy = (api: { id: string }, stageName: string) =>
    apiGateway('POST', `/restapis/${api.id}/deployments`, { stageName });

  const createAuthorizer = (api: { id: string }, arn: string) =>
    apiGateway<{ id: string }>('POST', `/restapis/${api.id}/authorizers`, {
      name: 'access',
      type: 'REQUEST',
      authorizerUri: invocationUri(arn),
      authorizerResultTtlInSeconds: 0,
    });

  return {
    createFunction,
    createApi,
    addMethod,
    proxyTo,
    deploy,
    createAuthorizer,
  };
}
