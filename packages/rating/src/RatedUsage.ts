/** What was counted in the period. @public */
export type RatedUsage = {
  billableCalls: number;
  /** Those of them that were made before the trial's end; {@link trialEnd} says when that is. */
  trialCalls?: number;
};
