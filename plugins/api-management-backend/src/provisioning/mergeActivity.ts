import type {
  ClientKeyActivity,
  GrantActivity,
} from '@oaf/backstage-plugin-api-management-node';

/**
 * What several gateways observed, as one: each enrolment, each key once with its latest use. A consumer may enrol the
 * same key at each of them; a key that is over at one may go on at another.
 */
export function mergeActivity(activities: GrantActivity[]): GrantActivity {
  return {
    enrolments: mergeBy(
      activities.flatMap(({ enrolments }) => enrolments),
      ({ credentialId }) => credentialId,
      (a, b) => ({ ...a, at: Math.min(a.at, b.at) }),
    ),
    clientKeys: mergeBy(
      activities.flatMap(({ clientKeys }) => clientKeys),
      identify,
      (a, b) => ({
        ...a,
        registeredAt: Math.min(a.registeredAt, b.registeredAt),
        lastUsedAt: latest([a.lastUsedAt, b.lastUsedAt]),
      }),
    ).sort((a, b) => b.registeredAt - a.registeredAt),
    apiKeys: mergeBy(
      activities.flatMap(({ apiKeys }) => apiKeys),
      ({ credentialId }) => credentialId,
      (a, b) => ({ ...a, lastUsedAt: Math.max(a.lastUsedAt, b.lastUsedAt) }),
    ),
  };
}

/** A key that is over may be registered again, and is another one then. */
export function identify(key: ClientKeyActivity): string {
  const { thumbprint, registeredAt, notAfter, revokedAt } = key;
  const isOver = (revokedAt ?? notAfter ?? Infinity) <= Date.now();
  return isOver ? `${thumbprint}.${registeredAt}` : thumbprint;
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

function latest(times: Array<number | null>): number | null {
  const known = times.filter(time => time !== null);
  return known.length ? Math.max(...known) : null;
}
