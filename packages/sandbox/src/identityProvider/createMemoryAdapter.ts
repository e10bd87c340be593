import { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/**
 * Keeps what the provider stores in memory, apart for each provider. The provider itself refuses
 * what has expired, so nothing is timed here; a development process does not live long enough to
 * make the leftovers matter.
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, AdapterPayload>();
  return model => createModelAdapter(entries, `${model}:`);
}

function createModelAdapter(
  entries: Map<string, AdapterPayload>,
  prefix: string,
): Adapter {
  const find = (matches: (payload: AdapterPayload) => boolean) =>
    [...entries].find(
      ([key, payload]) => key.startsWith(prefix) && matches(payload),
    )?.[1];
  return {
    upsert: async (id, payload) => {
      entries.set(prefix + id, payload);
    },
    find: async id => entries.get(prefix + id),
    findByUid: async uid => find(payload => payload.uid === uid),
    findByUserCode: async code => find(payload => payload.userCode === code),
    consume: async id => {
      entries.get(prefix + id)!.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async id => {
      entries.delete(prefix + id);
    },
    revokeByGrantId: async grantId => {
      for (const [key, payload] of entries) {
        if (key.startsWith(prefix) && payload.grantId === grantId) {
          entries.delete(key);
        }
      }
    },
  };
}
