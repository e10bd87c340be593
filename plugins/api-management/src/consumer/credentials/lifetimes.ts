import type { CredentialRules } from '@oaf/backstage-plugin-api-management-common';
import { countOf } from '../../shared/format';

type Choice = { id: string; label: string };

/** What a key without an end is chosen by. */
export const NEVER = 'never';

/** The lifetimes that are offered: usual lengths within the rules, and the most. */
export function lifetimeChoices(rules: CredentialRules): Choice[] {
  const { lifetimeDays, maxLifetimeDays, mayNeverExpire } = rules;
  return [
    ...within([30, 90, 180, 365, lifetimeDays], maxLifetimeDays).map(days => ({
      id: String(days),
      label: countOf(days, 'day'),
    })),
    ...(mayNeverExpire ? [{ id: NEVER, label: 'Never expires' }] : []),
  ];
}

/** The overlaps that are offered. */
export function overlapChoices(rules: {
  overlapHours: number;
  maxOverlapHours: number;
}): Choice[] {
  const { overlapHours, maxOverlapHours } = rules;
  return within([1, 24, 72, 168, 336, overlapHours], maxOverlapHours).map(
    hours => ({
      id: String(hours),
      label:
        hours % 24 === 0 ? countOf(hours / 24, 'day') : countOf(hours, 'hour'),
    }),
  );
}

function within(numbers: number[], most: number): number[] {
  return [...new Set([...numbers.filter(each => each <= most), most])].sort(
    (a, b) => a - b,
  );
}
