import type { JsonObject } from '@backstage/types';
import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';
import { hasPassed } from './hasPassed';

/** What the audit trail keeps of a verification. */
export function verificationMeta(verification: LinkVerification): JsonObject {
  const failed = verification.checks.find(
    ({ outcome }) => outcome === 'failed',
  );
  return {
    passed: hasPassed(verification),
    ...(failed && { failedCheck: failed.check }),
  };
}
