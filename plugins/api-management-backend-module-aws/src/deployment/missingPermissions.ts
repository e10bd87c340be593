import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { isAccessDenied } from '../credentials/describeStsFault';
import { deniedActions } from '../linking/deniedActions';
import { deployStatements } from '../linking/trustTemplate/deployStatements';
import { bucketName } from './ArtifactBucket';
import type { Clients } from './DeploymentClients';

const SIMULATE = 'iam:SimulatePrincipalPolicy';

/** What the trust role lacks of the permission set `deploy`, by IAM's own judgement. */
export async function missingPermissions(
  { iam }: Clients,
  target: StackTarget,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const simulation = { iam, ...target, bucketName: bucketName(target) };
  try {
    return await deniedActions(deployStatements, simulation, abortSignal);
  } catch (error) {
    // A role of an older template, without the permission set, may not even ask what it may do.
    if (isAccessDenied(error)) {
      return [SIMULATE];
    }
    throw error;
  }
}
