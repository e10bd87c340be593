import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';
import { addMeters } from '@oaf/contract';
import type { TestGateway } from './startTestGateway';

type Usage = Omit<
  UsageRecord,
  'gatewayApiId' | 'operation' | 'statusClass' | 'latency'
>;

/** What the usage engine counts of everything that was logged so far, whatever was called and answered. */
export async function readUsage({
  gateway: {
    driver: { usage },
  },
}: TestGateway): Promise<Usage[]> {
  const { signal } = new AbortController();
  const { hours } = await usage.changedHours({ signal });
  const records = await usage.aggregateHours(hours, { routes: [], signal });
  const merged = new Map<string, Usage>();
  for (const record of records) {
    const { gatewayApiId, operation, statusClass, latency, ...usageOf } =
      record;
    const { meters, ...key } = usageOf;
    const text = JSON.stringify(key);
    const known = merged.get(text);
    merged.set(text, {
      ...key,
      meters: known ? addMeters([known.meters, meters]) : meters,
    });
  }
  return [...merged.values()];
}
