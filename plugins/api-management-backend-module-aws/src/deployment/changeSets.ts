import type {
  DescribeChangeSetOutput,
  ResourceChange,
} from '@aws-sdk/client-cloudformation';
import type {
  ChangeSetState,
  StackChange,
} from '@oaf/backstage-plugin-api-management-node';

const EMPTY = /didn't contain changes|No updates are to be performed/;

export function toChangeSetState(
  changeSet: DescribeChangeSetOutput,
): ChangeSetState {
  const { Status = '', StatusReason = '', ExecutionStatus = '' } = changeSet;
  if (Status === 'FAILED') {
    return EMPTY.test(StatusReason)
      ? { status: 'empty' }
      : {
          status: 'refused',
          reason: `CloudFormation does not accept it. Change what it names, and start again. AWS said: ${StatusReason}`,
        };
  }
  if (Status.startsWith('DELETE_') || ExecutionStatus === 'OBSOLETE') {
    return { status: 'missing' };
  }
  if (Status !== 'CREATE_COMPLETE' || ExecutionStatus === 'UNAVAILABLE') {
    return { status: 'pending' };
  }
  return { status: 'ready', executed: ExecutionStatus !== 'AVAILABLE' };
}

const ACTIONS: Record<string, StackChange['action']> = {
  Add: 'add',
  Import: 'add',
};

/** What leaves the stack may stay in the account. */
const REMOVALS: Record<string, StackChange['action']> = {
  Retain: 'keep',
  Snapshot: 'snapshot',
};

function actionOf(change: ResourceChange): StackChange['action'] {
  const { Action = '', PolicyAction = '', Replacement } = change;
  if (Action === 'Remove') {
    return REMOVALS[PolicyAction] ?? 'remove';
  }
  return ACTIONS[Action] ?? (Replacement === 'True' ? 'replace' : 'modify');
}

export function toStackChange(change: ResourceChange): StackChange {
  const action = actionOf(change);
  const properties = (change.Details ?? []).map(
    ({ Target }) => Target?.Name ?? Target?.Attribute ?? '',
  );
  return {
    action,
    resource: change.LogicalResourceId ?? '',
    type: change.ResourceType ?? '',
    physicalId: change.PhysicalResourceId || undefined,
    mayReplace: action === 'modify' && change.Replacement === 'Conditional',
    properties: [...new Set(properties.filter(Boolean))],
  };
}
