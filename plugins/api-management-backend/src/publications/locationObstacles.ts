import type { StoredAccount } from '../accounts/AccountStore';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';

/** Why an API cannot be offered somewhere whatever it looks like, in whole sentences; undefined where it can. */
export type LocationObstacles = {
  notInPlace?: string;
  notAtFrontDoor?: string;
};

const NEITHER =
  'A WebSocket API has no API keys that are counted, and the front door passes on single calls only. Leave it out of the product.';

export function locationObstacles(
  { protocol }: Pick<StoredGatewayApi, 'protocol'>,
  account: StoredAccount | undefined,
): LocationObstacles {
  if (protocol === 'WEBSOCKET') {
    return { notInPlace: NEITHER, notAtFrontDoor: NEITHER };
  }
  if (protocol === 'HTTP') {
    return {
      notInPlace:
        'An HTTP API has no API keys and no usage plans. Offer it at the front door.',
    };
  }
  return mayProvision(account)
    ? {}
    : {
        notInPlace: `The role of account ${
          account?.alias ?? ''
        } may not provision; update its stack with AllowProvision and verify the account, or offer the API at the front door.`,
      };
}

/** Of a link of before it was told what roles may, it is tried. */
function mayProvision(account: StoredAccount | undefined): boolean {
  const sets = account?.permissionSets;
  return !sets || sets.includes('provision');
}
