import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';

/** What an account needs to be well: a sentence, undefined when it needs nothing. */
export function nextStep(account: AccountLink): string | undefined {
  const failed = failedCheck(account);
  switch (account.state) {
    case 'unlinked':
      return undefined;
    case 'pending':
      return failed
        ? `Verification failed. ${failed.message ?? ''}`.trim()
        : 'Make the trust role, then verify it.';
    default:
      return failed?.message ?? regionStep(account);
  }
}

/** The check of the last verification that went wrong. */
export function failedCheck({ checks = [] }: AccountLink) {
  return checks.find(({ outcome }) => outcome === 'failed');
}

/** Some step of linking is left: the role is not verified, or no region was chosen. */
export const isUnfinished = ({ builtIn, state, regions }: AccountLink) =>
  !builtIn &&
  (state === 'pending' || (state !== 'unlinked' && regions.length === 0));

function regionStep({ regions, builtIn }: AccountLink) {
  if (regions.length === 0) {
    return builtIn ? undefined : 'Choose the regions to import.';
  }
  const broken = regions.find(({ error }) => error);
  return broken && `${broken.region}: ${broken.error}`;
}
