import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { CredentialStore } from './CredentialStore';

const BATCH = 100;

/**
 * Gateways refuse a key that is over by themselves; that they forget it too makes room there. What is over stays over,
 * so replicas that do it at once do the same.
 */
export async function retireOverKeys(
  {
    credentialStore,
    subscriptionStore,
  }: {
    credentialStore: CredentialStore;
    subscriptionStore: SubscriptionStore;
  },
  signal: AbortSignal,
) {
  for (const { id, subscriptionId } of await credentialStore.listOverKeys(
    BATCH,
  )) {
    const subscription = await subscriptionStore.find(subscriptionId);
    if (signal.aborted || !subscription) {
      return;
    }
    await subscriptionStore.change(subscription, async (_, trx) => {
      await credentialStore.retire(subscriptionId, [id], trx);
      return [];
    });
  }
}
