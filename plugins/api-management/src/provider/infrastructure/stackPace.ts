import type { Stack } from '@oaf/backstage-plugin-api-management-common';

/** Milliseconds until a stack is read again: quickly while something is done to it. */
export const stackPace = (stack: Stack | undefined) =>
  stack?.liveDeploymentId || stack?.drift.state === 'detecting'
    ? 3_000
    : 30_000;
