import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';

type Tools = {
  credentialStore: CredentialStore;
  subscriptionStore: SubscriptionStore;
  gatewayGrants: GatewayGrants;
};

/**
 * Writes down which temporary passwords were used: only gateways see it, and what waits to be used must be countable
 * without asking them.
 */
export async function noteUses(tools: Tools, signal: AbortSignal) {
  for (const credential of await tools.credentialStore.listUnused()) {
    if (signal.aborted) {
      return;
    }
    await noteUse(tools, credential);
  }
}

async function noteUse(
  { credentialStore, subscriptionStore, gatewayGrants }: Tools,
  credential: StoredCredential,
) {
  const { id, subscriptionId } = credential;
  const subscription = await subscriptionStore.find(subscriptionId);
  const activity =
    subscription && (await gatewayGrants.readActivity(subscription, [id]));
  const [use] = activity?.enrolments ?? [];
  if (use) {
    await credentialStore.noteUse(credential, use.at);
  }
}
