import {
  paginateListHostedZones,
  Route53Client,
  type HostedZone as AwsZone,
} from '@aws-sdk/client-route-53';
import type { HostedZone } from '@oaf/backstage-plugin-api-management-node';
import type { ClientConfig } from './DeploymentClients';

/** As many as AWS gives an account without being asked. */
const MOST = 500;

/** Zones of Route 53, which has one service for all Regions of a partition. */
export async function listHostedZones(
  config: ClientConfig,
  abortSignal: AbortSignal,
): Promise<HostedZone[]> {
  const client = new Route53Client(config);
  const zones: HostedZone[] = [];
  try {
    const pages = paginateListHostedZones({ client }, {}, { abortSignal });
    for await (const { HostedZones: page = [] } of pages) {
      zones.push(...page.map(toZone));
      if (zones.length >= MOST) {
        break;
      }
    }
  } finally {
    client.destroy();
  }
  return zones.sort((one, other) => one.name.localeCompare(other.name));
}

function toZone({ Id, Name, Config }: AwsZone): HostedZone {
  return {
    id: Id!.replace('/hostedzone/', ''),
    name: Name!.replace(/[.]$/, ''),
    private: Config?.PrivateZone ?? false,
  };
}
