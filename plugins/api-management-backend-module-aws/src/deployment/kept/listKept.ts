import {
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { isMissing } from '../describeStack';
import { nameOf, type StackCall } from '../StackCall';

export type KeptResource = {
  resource: string;
  type: string;
  physicalId: string;
};

/** Of a database that is gone there is a snapshot. */
const SNAPSHOT_TYPE = 'AWS::RDS::DBCluster';

function isKept({ ResourceStatus, ResourceType }: StackEvent) {
  return (
    ResourceStatus === 'DELETE_SKIPPED' ||
    (ResourceStatus === 'DELETE_COMPLETE' && ResourceType === SNAPSHOT_TYPE)
  );
}

const toKept = (event: StackEvent): KeptResource => ({
  resource: event.LogicalResourceId!,
  type: event.ResourceType!,
  physicalId: event.PhysicalResourceId!,
});

/**
 * What a deleted stack kept, by its own history: when it was deleted, and when an update replaced it.
 *
 * @throws ConflictError when AWS does not know the stack any more, as it does for 90 days
 */
export async function listKept({
  client,
  target,
  signal,
}: StackCall): Promise<KeptResource[]> {
  const kept = new Map<string, KeptResource>();
  const pages = paginateDescribeStackEvents(
    { client },
    { StackName: nameOf(target) },
    { abortSignal: signal },
  );
  try {
    for await (const { StackEvents: page = [] } of pages) {
      for (const event of page.filter(isKept)) {
        kept.set(event.PhysicalResourceId!, toKept(event));
      }
    }
  } catch (error) {
    throw isMissing(error) ? new ConflictError(forgotten(target)) : error;
  }
  return [...kept.values()];
}

function forgotten({ stackName, installation }: StackCall['target']) {
  return `AWS does not tell any more what the stack ${stackName} kept, as it does for 90 days. Look in the account for what is tagged with oaf:installation = ${installation}, and delete it there.`;
}
