import type { StackEvent } from '@oaf/backstage-plugin-api-management-node';
import type { Failure } from '../DeploymentStore';

/** The failure that all others came from, and what to do about it. */
export function explainFailure(
  events: StackEvent[],
  remedyOf: (event: StackEvent) => string,
): Failure {
  const root =
    events.find(({ kind }) => kind === 'failed') ??
    events.find(({ kind, reason }) => kind === 'undone' && reason);
  if (!root) {
    return {
      message:
        'The stack ended otherwise than it was asked to, and none of its resources says why. Look at its events in the account.',
    };
  }
  const { resource, type, reason } = root;
  const said = reason ? `: ${reason.replace(/[.\s]+$/, '')}` : '';
  return {
    message: `${resource} failed${said}. ${remedyOf(root)}`,
    resource,
    type,
    reason,
  };
}
