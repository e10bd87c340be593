import {
  APIGatewayClient,
  DeleteResourceCommand,
  GetResourcesCommand,
} from '@aws-sdk/client-api-gateway';
import type { Emulator } from './Emulator';

/** MiniStack leaves what is below a resource that was deleted, and still finds it. */
export async function removeOrphans(
  { clientConfig }: Emulator,
  restApiId: string,
): Promise<void> {
  const client = new APIGatewayClient(clientConfig);
  for (;;) {
    const { items = [] } = await client.send(
      new GetResourcesCommand({ restApiId, limit: 500 }),
    );
    const ids = items.map(({ id }) => id);
    const orphans = items.filter(
      ({ path, parentId }) => path !== '/' && !ids.includes(parentId),
    );
    if (orphans.length === 0) {
      return;
    }
    for (const { id: resourceId } of orphans) {
      await client.send(new DeleteResourceCommand({ restApiId, resourceId }));
    }
  }
}
