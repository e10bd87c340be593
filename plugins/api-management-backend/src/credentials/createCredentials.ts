import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { GrantTargets } from '../provisioning/GrantTargets';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { addCredentialRoutes } from './credentialRoutes';
import { CredentialService } from './CredentialService';
import { REVEAL_WINDOW } from './issueCredential';
import { KeyPairService } from './KeyPairService';
import { noteUses } from './noteUses';
import { retireOverKeys } from './retireOverKeys';
import { warnOfExpiry } from './warnOfExpiry';

/** API keys and temporary passwords: shown once, and destroyed when nobody asked to see them. */
export function createCredentials(
  options: Foundation & {
    subscriptions: SubscriptionService;
    gatewayGrants: GatewayGrants;
    targets: GrantTargets;
    provision: () => void;
  },
) {
  const { callers, credentialStore } = options;
  const credentials = new CredentialService(options);
  const keyPairs = new KeyPairService(options);
  return {
    addRoutes: router =>
      addCredentialRoutes(router, { callers, credentials, keyPairs }),
    tasks: [
      {
        id: 'destroy-unrevealed-secrets',
        frequency: { hours: 1 },
        timeout: { minutes: 5 },
        fn: async () => {
          await credentialStore.destroyUnrevealed(Date.now() - REVEAL_WINDOW);
          await credentialStore.destroySpent();
        },
      },
      {
        id: 'warn-of-expiry',
        frequency: { hours: 1 },
        timeout: { minutes: 10 },
        fn: signal => warnOfExpiry(options, signal as AbortSignal),
      },
      {
        id: 'retire-api-keys',
        frequency: { minutes: 1 },
        timeout: { minutes: 5 },
        fn: signal => retireOverKeys(options, signal as AbortSignal),
      },
      {
        id: 'note-uses-of-credentials',
        frequency: { seconds: 15 },
        timeout: { minutes: 1 },
        fn: signal => noteUses(options, signal),
      },
    ],
  } satisfies Capability;
}
