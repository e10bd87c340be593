import type { RequestBudget } from '@oaf/backstage-plugin-api-management-node';
import type { ClaimedRegion, ImportProgress } from '../RegionStore';

/** An import of a region that this process is at. */
export type RunningImport = ClaimedRegion & {
  abort: AbortController;
  progress: { listed: number; exported: number };
  /** How many APIs the queue knows to be listed. */
  noted: number;
  /** The queue is being told how it ended. */
  ending: boolean;
  /** What the driver had sent when the import began. */
  budgetBefore: RequestBudget | undefined;
  budget(): RequestBudget | undefined;
  startedAt: number;
  ended: Promise<void>;
};

/** Tells imports that run apart. */
export function keyOf({
  accountLinkId,
  region,
}: Pick<ClaimedRegion, 'accountLinkId' | 'region'>): string {
  return `${accountLinkId}/${region}`;
}

/** What it has done so far, with what it sent to the gateway's own API. */
export function progressOf(running: RunningImport): ImportProgress {
  const { accountLinkId, region, progress, budgetBefore } = running;
  const budget = running.budget();
  return {
    accountLinkId,
    region,
    ...progress,
    budget: budget
      ? {
          ...budget,
          requests: budget.requests - (budgetBefore?.requests ?? 0),
          throttled: budget.throttled - (budgetBefore?.throttled ?? 0),
        }
      : null,
  };
}
