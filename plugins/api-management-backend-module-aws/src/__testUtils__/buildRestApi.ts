import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';

type Document = {
  info: { title: string; version: string };
  paths: Record<string, Record<string, object>>;
};

type Target = { client: APIGatewayClient; restApiId: string };

async function createResource(
  { client, restApiId }: Target,
  known: Map<string, string>,
  path: string,
): Promise<string> {
  const id = known.get(path);
  if (id) {
    return id;
  }
  const cut = path.lastIndexOf('/');
  const created = await client.send(
    new CreateResourceCommand({
      restApiId,
      parentId: await createResource(
        { client, restApiId },
        known,
        path.slice(0, cut) || '/',
      ),
      pathPart: path.slice(cut + 1),
    }),
  );
  known.set(path, created.id!);
  return created.id!;
}

async function putMethod(
  { client }: Target,
  method: { restApiId: string; resourceId: string; httpMethod: string },
  backend: string,
) {
  await client.send(
    new PutMethodCommand({ ...method, authorizationType: 'NONE' }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...method,
      type: 'HTTP_PROXY',
      integrationHttpMethod: method.httpMethod,
      uri: `${backend}/`,
    }),
  );
}

/** Deploys a document's operations one by one, for an emulator that imports none. */
export async function buildRestApi(
  client: APIGatewayClient,
  document: Document,
  options: { backend: string; stageName: string },
): Promise<string> {
  const { title, version } = document.info;
  const api = await client.send(
    new CreateRestApiCommand({ name: title, version }),
  );
  const restApiId = api.id!;
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const known = new Map([['/', items![0].id!]]);
  const target = { client, restApiId };
  for (const [path, methods] of Object.entries(document.paths)) {
    const resourceId = await createResource(target, known, path);
    for (const name of Object.keys(methods)) {
      const httpMethod = name.toUpperCase();
      const method = { restApiId, resourceId, httpMethod };
      await putMethod(target, method, options.backend);
    }
  }
  await client.send(
    new CreateDeploymentCommand({ restApiId, stageName: options.stageName }),
  );
  return restApiId;
}
