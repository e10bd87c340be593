import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import type { StackDrift } from '@oaf/backstage-plugin-api-management-node';
import { nameOf, type StackCall } from './StackCall';

/** The id of the detection, which takes minutes. */
export async function detectDrift({
  client,
  target,
  signal,
}: StackCall): Promise<string> {
  const { StackDriftDetectionId } = await client.send(
    new DetectStackDriftCommand({ StackName: nameOf(target) }),
    { abortSignal: signal },
  );
  return StackDriftDetectionId!;
}

export async function readDrift(
  call: StackCall,
  StackDriftDetectionId: string,
): Promise<StackDrift> {
  const { DetectionStatus, StackDriftStatus } = await call.client.send(
    new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
    { abortSignal: call.signal },
  );
  if (DetectionStatus === 'DETECTION_IN_PROGRESS') {
    return { state: 'detecting', resources: [] };
  }
  if (StackDriftStatus !== 'DRIFTED') {
    const state = StackDriftStatus === 'IN_SYNC' ? 'in-sync' : 'unknown';
    return { state, resources: [] };
  }
  return { state: 'drifted', resources: await listDrifted(call) };
}

async function listDrifted({ client, target, signal }: StackCall) {
  const { StackResourceDrifts: drifts = [] } = await client.send(
    new DescribeStackResourceDriftsCommand({
      StackName: nameOf(target),
      StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
      MaxResults: 100,
    }),
    { abortSignal: signal },
  );
  return drifts.map(({ LogicalResourceId }) => LogicalResourceId!);
}
