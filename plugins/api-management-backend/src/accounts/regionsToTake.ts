import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';
import { hasPassed } from './hasPassed';

/** The enabled ones of the regions that were asked for; null asks for all. */
export function regionsToTake(
  { regions }: LinkVerification,
  asked: string[] | null,
): string[] {
  return asked === null
    ? regions
    : regions.filter(region => asked.includes(region));
}

/** Fails the check of the regions when none of those that were asked for is enabled. */
export function requireRegions(
  verification: LinkVerification,
  asked: string[] | null,
): LinkVerification {
  if (
    !hasPassed(verification) ||
    regionsToTake(verification, asked).length > 0
  ) {
    return verification;
  }
  const message = `None of the regions that were asked for (${
    asked?.join(', ') ?? 'all'
  }) is enabled in the account; enabled are: ${
    verification.regions.join(', ') || 'none'
  }. Enable one and verify again, or verify this account by hand and choose among the enabled ones.`;
  return {
    regions: [],
    checks: verification.checks.map(result =>
      result.check === 'regions'
        ? { ...result, outcome: 'failed', message }
        : result,
    ),
  };
}
