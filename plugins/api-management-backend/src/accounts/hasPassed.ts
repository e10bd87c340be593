import type { LinkVerification } from '@oaf/backstage-plugin-api-management-node';

/** Every check was made and found all well. */
export function hasPassed({
  checks,
}: Pick<LinkVerification, 'checks'>): boolean {
  return (
    checks.length > 0 && checks.every(({ outcome }) => outcome === 'passed')
  );
}
