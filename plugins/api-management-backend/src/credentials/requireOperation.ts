import { ConflictError } from '@backstage/errors';
import { credentialOperations } from '@oaf/backstage-plugin-api-management-common';
import type {
  CredentialOperation,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';

/** @throws ConflictError that names the states in which it may be done */
export function requireOperation(
  operation: CredentialOperation,
  { state }: StoredSubscription,
) {
  if (!credentialOperations[state].includes(operation)) {
    const states = (Object.keys(credentialOperations) as SubscriptionState[])
      .filter(other => credentialOperations[other].includes(operation))
      .join(', ');
    throw new ConflictError(
      `The subscription is ${state}; to ${operation} a credential it must be ${states}`,
    );
  }
}
