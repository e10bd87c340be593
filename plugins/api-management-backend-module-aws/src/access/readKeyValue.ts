import type { GatewayManagement } from '../management/GatewayManagement';
import { ApiKeys } from './ApiKeys';
import { keyIdOf } from './GrantKeys';
import { parsePlaceName } from './KeyPlace';
import { RememberedPlaces } from './RememberedPlaces';

type Key = { subscriptionId: string; credentialId: string };

/** The value of an API key, from whichever place has it; undefined when none does. */
export async function readKeyValue(
  management: GatewayManagement,
  key: Key,
): Promise<string | undefined> {
  const remembered = new RememberedPlaces(management.table, key.subscriptionId);
  for (const place of ['', ...(await remembered.list())]) {
    const value = await readAt(management, key, place);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

async function readAt(
  management: GatewayManagement,
  key: Key,
  place: string,
): Promise<string | undefined> {
  const id = await keyIdOf(management, { ...key, place });
  const at = id === null ? undefined : await reach(management, place);
  return id === null || !at
    ? undefined
    : new ApiKeys(at, async () => undefined).readValue(id);
}

/** Undefined when its account is not linked any more. */
async function reach(
  management: GatewayManagement,
  place: string,
): Promise<GatewayManagement | undefined> {
  if (place === '') {
    return management;
  }
  const { accountLinkId, region } = parsePlaceName(place);
  const account = await management.gateway.findAccount(accountLinkId);
  return account && management.at({ account, region });
}
