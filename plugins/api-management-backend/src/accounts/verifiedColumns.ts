import type { AccountRow } from './accountRows';
import type { VerificationOutcome } from './AccountStore';
import { hasPassed } from './hasPassed';

/** What of a verification is kept in the link's row; undefined when it is not about the role in use. */
export function verifiedColumns(
  row: Pick<AccountRow, 'role_arn'>,
  outcome: VerificationOutcome,
) {
  const passed = hasPassed(outcome);
  const inUse = row.role_arn === null || row.role_arn === outcome.roleArn;
  if (!inUse && !(passed && outcome.replaceRole)) {
    return undefined;
  }
  const now = Date.now();
  return {
    checks: JSON.stringify(outcome.checks),
    verification: passed ? 'passed' : 'failed',
    verified_at: now,
    updated_at: now,
    ...(passed && {
      role_arn: outcome.roleArn,
      available_regions: JSON.stringify(outcome.regions),
      permission_sets: outcome.permissionSets
        ? JSON.stringify(outcome.permissionSets)
        : null,
    }),
  };
}
