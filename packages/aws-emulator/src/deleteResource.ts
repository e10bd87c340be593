import {
  APIGatewayClient,
  DeleteResourceCommand,
  GetResourcesCommand,
} from '@aws-sdk/client-api-gateway';
import type { Emulator } from './Emulator';

/** As somebody in the console may: the resource of a REST API that has this path. */
export async function deleteResource(
  { clientConfig }: Emulator,
  restApiId: string,
  path: string,
): Promise<void> {
  const client = new APIGatewayClient(clientConfig);
  const { items = [] } = await client.send(
    new GetResourcesCommand({ restApiId, limit: 500 }),
  );
  const resourceId = items.find(one => one.path === path)!.id;
  await client.send(new DeleteResourceCommand({ restApiId, resourceId }));
}
