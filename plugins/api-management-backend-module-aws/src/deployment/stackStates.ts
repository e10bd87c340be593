import type {
  Stack,
  StackEvent as AwsEvent,
} from '@aws-sdk/client-cloudformation';
import type {
  StackCondition,
  StackEvent,
  StackEventKind,
  StackState,
} from '@oaf/backstage-plugin-api-management-node';

export const INSTALLATION_TAG = 'oaf:installation';

/** On everything in a stack. */
export const OWN_TAGS = [INSTALLATION_TAG, 'oaf:stack'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
function conditionOf(status: string): StackCondition {
  if (status === 'REVIEW_IN_PROGRESS') {
    return 'review';
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return 'busy';
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return 'stuck';
  }
  return /^(ROLLBACK_|CREATE_FAILED|DELETE_FAILED)/.test(status)
    ? 'dead'
    : 'ready';
}

export function toStackState(stack: Stack): StackState {
  const status = stack.StackStatus!;
  return {
    stackId: stack.StackId!,
    status,
    condition: conditionOf(status),
    installation: stack.Tags?.find(({ Key }) => Key === INSTALLATION_TAG)
      ?.Value,
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(output => [
        output.OutputKey!,
        output.OutputValue!,
      ]),
    ),
  };
}

function lastWordOf(status: string): StackEventKind {
  if (status === 'DELETE_COMPLETE') {
    return 'removed';
  }
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) {
    return 'settled';
  }
  return /(_FAILED|ROLLBACK_COMPLETE)$/.test(status) ? 'undone' : 'note';
}

function kindOf(status: string, reason: string): StackEventKind {
  if (status.endsWith('_IN_PROGRESS')) {
    return 'begun';
  }
  if (status.endsWith('_FAILED')) {
    return /cancell?ed/i.test(reason) ? 'cancelled' : 'failed';
  }
  return 'done';
}

export function toStackEvent(event: AwsEvent): StackEvent {
  const status = event.ResourceStatus ?? '';
  const reason = event.ResourceStatusReason;
  const isOfStack = event.PhysicalResourceId === event.StackId;
  return {
    id: event.EventId!,
    at: event.Timestamp!.getTime(),
    resource: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    physicalId: event.PhysicalResourceId || undefined,
    status,
    kind: isOfStack ? lastWordOf(status) : kindOf(status, reason ?? ''),
    reason,
  };
}
