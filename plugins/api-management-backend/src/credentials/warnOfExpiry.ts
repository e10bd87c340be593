import { expiryNotice } from '../notices/expiryNotice';
import type { Notices } from '../notices/Notices';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';

/** Days before the end of an API key at which its holder is told, the nearest first. */
export const WARNING_DAYS = [1, 7, 14, 30] as const;

const BATCH = 200;

type Tools = {
  credentialStore: CredentialStore;
  subscriptionStore: SubscriptionStore;
  notices: Notices;
};

/**
 * Tells the holders of keys that are about to expire. Only the nearest day is told, also when several passed while nothing
 * ran. Whoever claims a warning sends it, so replicas send it once; one that cannot be sent is claimed again later.
 */
export async function warnOfExpiry(tools: Tools, signal: AbortSignal) {
  for (const days of WARNING_DAYS) {
    const due = await tools.credentialStore.listToWarn(days, BATCH);
    for (const credential of due) {
      if (signal.aborted) {
        return;
      }
      await warn(tools, credential, days);
    }
  }
}

async function warn(
  { credentialStore, subscriptionStore, notices }: Tools,
  credential: StoredCredential,
  days: number,
) {
  const subscription = await subscriptionStore.find(credential.subscriptionId);
  if (
    !subscription ||
    !(await credentialStore.claimWarning(credential, days))
  ) {
    return;
  }
  const told = await notices.tell(expiryNotice(subscription, credential));
  if (!told) {
    await credentialStore.giveWarningBack(credential);
  }
}
