import type {
  LimitedResource,
  ResourceCount,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../management/GatewayManagement';

/**
 * What a place has of what API Gateway limits, whoever made it. Keys that never had a tag are not seen: a list of keys
 * can hold the values of all, so that the role may not list them.
 *
 * @param management - at the place
 * @param usagePlans - how many were listed
 */
export async function countResources(
  management: GatewayManagement,
  usagePlans: number,
): Promise<ResourceCount[]> {
  const { account, region } = management.place;
  const count = (resource: LimitedResource, used: number): ResourceCount => ({
    accountLinkId: account.id,
    region,
    resource,
    used,
    quota: management.quotaOf(resource),
  });
  return [
    count('api-keys', await management.countTagged('apigateway:apikeys')),
    count('usage-plans', usagePlans),
  ];
}
