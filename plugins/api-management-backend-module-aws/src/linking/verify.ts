import type {
  LinkCheck,
  LinkCheckResult,
  LinkedAccount,
  LinkVerification,
} from '@oaf/backstage-plugin-api-management-node';
import type { BaseCredentials } from '../credentials/BaseCredentials';
import { checkAccount } from './checks/checkAccount';
import { checkAssumeRole } from './checks/checkAssumeRole';
import { checkExternalIdRequired } from './checks/checkExternalIdRequired';
import { checkRegions } from './checks/checkRegions';
import type { Check, Verification } from './checks/Check';
import { readPermissionSets } from './readPermissionSets';

const checks: readonly (readonly [LinkCheck, Check])[] = [
  ['assume-role', checkAssumeRole],
  ['external-id-required', checkExternalIdRequired],
  ['account', checkAccount],
  ['regions', checkRegions],
];

/**
 * @throws GatewayError for what is not the account owner's to put right: our credentials, our clock, throttling, AWS
 * being out of reach
 */
export async function verify(
  account: LinkedAccount,
  base: BaseCredentials,
  signal: AbortSignal,
): Promise<LinkVerification> {
  const verification: Verification = { account, base, signal, regions: [] };
  const results: LinkCheckResult[] = [];
  let failed = false;
  for (const [check, run] of checks) {
    const message: string | undefined = failed
      ? undefined
      : await run(verification);
    const outcome = message === undefined ? 'passed' : 'failed';
    results.push({
      check,
      outcome: failed ? 'skipped' : outcome,
      ...(message !== undefined && { message }),
    });
    failed ||= message !== undefined;
  }
  return failed
    ? { checks: results, regions: [] }
    : {
        checks: results,
        regions: verification.regions,
        permissionSets: await readPermissionSets(verification),
      };
}
