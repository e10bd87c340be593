import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';

/**
 * What several gateways observed, as one: the first enrolment, each key once with its latest use. A consumer may
 * enrol the same key at each of them.
 */
export function mergeActivity(activities: GrantActivity[]): GrantActivity {
  return {
    enrolledAt: earliest(activities.map(({ enrolledAt }) => enrolledAt)),
    clientKeys: mergeBy(
      activities.flatMap(({ clientKeys }) => clientKeys),
      ({ thumbprint }) => thumbprint,
      (a, b) => ({
        ...a,
        registeredAt: Math.min(a.registeredAt, b.registeredAt),
        lastUsedAt: latest([a.lastUsedAt, b.lastUsedAt]),
      }),
    ),
    apiKeys: mergeBy(
      activities.flatMap(({ apiKeys }) => apiKeys),
      ({ credentialId }) => credentialId,
      (a, b) => ({ ...a, lastUsedAt: Math.max(a.lastUsedAt, b.lastUsedAt) }),
    ),
  };
}

function mergeBy<Item>(
  items: Item[],
  keyOf: (item: Item) => string,
  merge: (a: Item, b: Item) => Item,
): Item[] {
  const merged = new Map<string, Item>();
  for (const item of items) {
    const known = merged.get(keyOf(item));
    merged.set(keyOf(item), known ? merge(known, item) : item);
  }
  return [...merged.values()];
}

function earliest(times: Array<number | null>): number | null {
  const known = times.filter(time => time !== null);
  return known.length ? Math.min(...known) : null;
}

function latest(times: Array<number | null>): number | null {
  const known = times.filter(time => time !== null);
  return known.length ? Math.max(...known) : null;
}
