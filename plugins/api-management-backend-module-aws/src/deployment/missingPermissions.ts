import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { isAccessDenied } from '../credentials/describeStsFault';
import { deniedActions } from '../linking/deniedActions';
import { deployStatements } from '../linking/trustTemplate/deployStatements';
import { keptStatements } from '../linking/trustTemplate/keptStatements';
import { bucketName } from './ArtifactBucket';
import type { Clients } from './DeploymentClients';

const SIMULATE = 'iam:SimulatePrincipalPolicy';

/** What the trust role lacks of the permission set `deploy`, by IAM's own judgement; to delete what is kept only if wanted. */
export async function missingPermissions(
  { iam }: Clients,
  { target, deleteKept }: { target: StackTarget; deleteKept: boolean },
  abortSignal: AbortSignal,
): Promise<string[]> {
  const simulation = { iam, ...target, bucketName: bucketName(target) };
  try {
    const needed = deleteKept
      ? [...deployStatements, ...keptStatements]
      : deployStatements;
    const denied = await deniedActions(needed, simulation, abortSignal);
    return [...new Set(denied)];
  } catch (error) {
    // A role of an older template, without the permission set, may not even ask what it may do.
    if (isAccessDenied(error)) {
      return [SIMULATE];
    }
    throw error;
  }
}
