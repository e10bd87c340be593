import type { Deployment } from '@oaf/backstage-plugin-api-management-common';

/** A removal under way goes on, but what the stack keeps can still be spared. */
export const isSparing = ({ action, state, deleteKept }: Deployment) =>
  action === 'destroy' && state === 'executing' && deleteKept;

/** What to cancel a deployment is called: the key of a word. */
export function cancelWord(deployment: Deployment) {
  if (isSparing(deployment)) {
    return 'deployment.spareKept';
  }
  return deployment.action === 'destroy'
    ? 'deployment.cancelRemoval'
    : 'deployment.cancel';
}
