import type { UsageCounts } from '@oaf/backstage-plugin-api-management-common';

/** What became of calls: the three add up to all of them. */
export type Outcomes = {
  answered: number;
  errors: number;
  throttled: number;
};

/**
 * Every call once, by what became of it. No class is ever below zero, whatever a gateway counts, because charts stack them.
 */
export function outcomesOf(counts: UsageCounts): Outcomes {
  const throttled = Math.min(counts.throttledCalls, counts.calls);
  const errors = Math.min(
    counts.clientErrors + counts.serverErrors,
    counts.calls - throttled,
  );
  return { answered: counts.calls - throttled - errors, errors, throttled };
}
