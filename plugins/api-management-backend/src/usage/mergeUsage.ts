import { addMeters } from '@oaf/contract';
import type { StoredUsage } from './UsageStore';

/** Makes one record of those that differ in nothing but their meters, such as calls whose plan the gateway did not note. */
export function mergeUsage(usage: StoredUsage[]): StoredUsage[] {
  const merged = new Map<string, StoredUsage>();
  for (const record of usage) {
    const { meters, ...key } = record;
    const text = JSON.stringify(key);
    const known = merged.get(text);
    merged.set(
      text,
      known ? { ...known, meters: addMeters([known.meters, meters]) } : record,
    );
  }
  return [...merged.values()];
}
