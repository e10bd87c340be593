/** What was counted in the period. @public */
export type RatedUsage = { billableCalls: number };
