import { ConflictError } from '@backstage/errors';
import type { DriftAction } from '@oaf/backstage-plugin-api-management-common';
import type { StoredFinding } from './FindingStore';

/** @throws ConflictError that names what can be done */
export function requireDriftAction(
  { kind, difference, state }: StoredFinding,
  action: DriftAction,
  allowed: DriftAction[],
): void {
  if (!allowed.includes(action)) {
    throw new ConflictError(
      `What is ${difference} of kind ${kind} and ${state} does not allow ${action}; it allows: ${
        allowed.join(', ') || 'none'
      }`,
    );
  }
}
