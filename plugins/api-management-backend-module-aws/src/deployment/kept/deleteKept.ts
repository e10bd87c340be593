import { ConflictError } from '@backstage/errors';
import type {
  KeptDeletion,
  StackEvent,
} from '@oaf/backstage-plugin-api-management-node';
import type { StackCall } from '../StackCall';
import { RECOVERY_DAYS, type KeptCall, type Outcome } from './Deletion';
import { deletions } from './deletions';
import { listKept, type KeptResource } from './listKept';

type Told = Pick<StackEvent, 'status' | 'kind' | 'reason'>;

const told: Record<Exclude<Outcome, 'goes'>, Told> = {
  deleted: { status: 'DELETED', kind: 'done' },
  waits: {
    status: 'PENDING_DELETION',
    kind: 'done',
    reason: `It can be got back for up to ${RECOVERY_DAYS} days.`,
  },
  foreign: {
    status: 'KEPT',
    kind: 'note',
    reason: "It does not carry the installation's tag, so it stays.",
  },
};

const eventOf = (resource: KeptResource) => ({
  ...resource,
  id: `kept-${resource.physicalId}`,
  at: Date.now(),
});

/** Deletes what a deleted stack kept, one after the other. @throws ConflictError for what must be deleted by hand */
export async function deleteKept(
  stack: StackCall,
  call: KeptCall,
): Promise<KeptDeletion> {
  const kept = await listKept(stack);
  const events: StackEvent[] = [];
  let remaining = 0;
  for (const resource of kept) {
    const outcome = await deletions[resource.type]?.(resource.physicalId, call);
    if (outcome === 'goes') {
      remaining += 1;
    } else if (outcome) {
      events.push({ ...eventOf(resource), ...told[outcome] });
    }
  }
  if (remaining === 0) {
    requireAll(kept);
  }
  return { remaining, events };
}

function requireAll(kept: KeptResource[]) {
  const left = kept.filter(({ type }) => !deletions[type]);
  if (left.length > 0) {
    const names = left.map(
      ({ resource, type, physicalId }) => `${resource} (${type}) ${physicalId}`,
    );
    throw new ConflictError(
      `All else that the stack kept is deleted, but not ${names.join(
        ', ',
      )}: this installation does not know how. Delete it in the account.`,
    );
  }
}
