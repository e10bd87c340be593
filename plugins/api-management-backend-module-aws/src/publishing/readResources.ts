import {
  GetResourcesCommand,
  type GetResourcesCommandOutput,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import type { GatewayManagement } from '../management/GatewayManagement';

/** Resources by path. */
export type Resources = ReadonlyMap<string, Resource & { id: string }>;

/** With their methods. */
export async function readResources(
  management: GatewayManagement,
  restApiId: string,
): Promise<Resources> {
  const resources = new Map<string, Resource & { id: string }>();
  let position: string | undefined;
  do {
    const page: GetResourcesCommandOutput = await management.send(
      new GetResourcesCommand({
        restApiId,
        embed: ['methods'],
        limit: 500,
        position,
      }),
    );
    page.items?.forEach(resource =>
      resources.set(resource.path!, { ...resource, id: resource.id! }),
    );
    position = page.position;
  } while (position);
  return resources;
}
