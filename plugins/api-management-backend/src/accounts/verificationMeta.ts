import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';
import type { AuditResult } from '../audit/AuditMeta';
import { hasPassed } from './hasPassed';

/** What the audit trail keeps of a verification. */
export function verificationMeta(verification: LinkVerification): AuditResult {
  const failed = verification.checks.find(
    ({ outcome }) => outcome === 'failed',
  );
  return {
    passed: hasPassed(verification),
    ...(failed && { failedCheck: failed.check }),
  };
}
