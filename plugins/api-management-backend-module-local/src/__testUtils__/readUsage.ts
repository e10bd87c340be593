import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';
import type { TestGateway } from './startTestGateway';

/** What the usage engine counts of everything that was logged so far. */
export async function readUsage({
  gateway: {
    driver: { usage },
  },
}: TestGateway): Promise<UsageRecord[]> {
  const { signal } = new AbortController();
  const { hours } = await usage.changedHours({ signal });
  return usage.aggregateHours(hours, { routes: [], signal });
}
