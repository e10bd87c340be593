import { useOperation } from '../../shared/api';

/** A gateway that makes key pairs for the subscription. */
export type KeyPairMaker = { issuer: string; name: string };

export function useKeyPairMakers(subscriptionId: string): KeyPairMaker[] {
  const connections = useOperation('listConnections', {
    path: { subscriptionId },
  });
  return (connections.data?.items ?? [])
    .filter(({ ready, keyPairEndpoint }) => ready && keyPairEndpoint)
    .map(({ issuer, account, region }) => ({
      issuer,
      name: `${account} (${region})`,
    }));
}
