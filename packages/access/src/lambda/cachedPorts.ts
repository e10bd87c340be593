import { BoundedCache } from '../cache/BoundedCache';
import type { AuthorizerOptions } from '../authorizer/Authorization';
import type { Clock, RegisteredClient } from '../ports';

/** How long a kill switch may take: a look-up per call would cost more than the whole decision. */
const MAX_AGE_MS = 30_000;
const SIZE = 10_000;

/** Answers of `read` for 30 seconds; what is not there is asked for each time, or junk would fill the memory. */
function remember<Value>(
  read: (key: string) => Promise<Value | undefined>,
  clock: Clock,
) {
  const cache = new BoundedCache<{ value: Value; readAt: number }>(SIZE);
  return async (key: string): Promise<Value | undefined> => {
    const held = cache.get(key);
    if (held && clock() - held.readAt < MAX_AGE_MS) {
      return held.value;
    }
    const value = await read(key);
    if (value !== undefined) {
      cache.set(key, { value, readAt: clock() });
    }
    return value;
  };
}

/** The registry as the authorizer reads it: clients are at most 30 seconds old. */
export function cacheClients(
  registry: AuthorizerOptions['registry'],
  clock: Clock = Date.now,
): AuthorizerOptions['registry'] {
  return {
    findByClientId: remember<RegisteredClient>(
      clientId => registry.findByClientId(clientId),
      clock,
    ),
    recordUse: use => registry.recordUse(use),
  };
}

/** Addresses of APIs that are offered in place, at most 30 seconds old. */
export function cacheResources(
  find: (stageArn: string) => Promise<string | undefined>,
  clock: Clock = Date.now,
) {
  return remember<string>(find, clock);
}

/** Whether a token was revoked, at most 30 seconds old. */
export function cacheRevocations(
  revokedTokens: AuthorizerOptions['revokedTokens'],
  clock: Clock = Date.now,
): AuthorizerOptions['revokedTokens'] {
  const has = remember<boolean>(tokenId => revokedTokens.has(tokenId), clock);
  return { has: async tokenId => (await has(tokenId)) === true };
}
