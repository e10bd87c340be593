import { IAMClient } from '@aws-sdk/client-iam';
import type { PermissionSet } from '@oaf/backstage-plugin-api-management-node';
import { isAccessDenied } from '../credentials/describeStsFault';
import type { Verification } from './checks/Check';
import { deniedActions } from './deniedActions';
import { deployStatements } from './trustTemplate/deployStatements';
import { importStatements } from './trustTemplate/importStatements';
import { provisionStatements } from './trustTemplate/provisionStatements';
import type { Statement } from './trustTemplate/Statement';

const statementsOf: Record<PermissionSet, Statement[]> = {
  import: importStatements,
  provision: provisionStatements,
  deploy: deployStatements,
};

const sets = Object.keys(statementsOf) as PermissionSet[];

/**
 * Which permission sets a verified role has in full. A role of an older template that may not ask what it may do has
 * no `deploy`, which includes to ask. Undefined when IAM does not answer: a link is as good without it.
 */
export async function readPermissionSets(
  verification: Verification,
): Promise<PermissionSet[] | undefined> {
  const { account, base, credentials, signal } = verification;
  const iam = new IAMClient({ ...base.clientConfig(), credentials });
  const { region } = base.clientConfig();
  const simulation = {
    iam,
    account,
    region,
    stackName: 'oaf-preflight',
    bucketName: 'oaf-artifacts-preflight',
  };
  try {
    const denied = await Promise.all(
      sets.map(set => deniedActions(statementsOf[set], simulation, signal)),
    );
    return sets.filter((_, index) => denied[index].length === 0);
  } catch (error) {
    signal.throwIfAborted();
    return isAccessDenied(error) ? ['import'] : undefined;
  } finally {
    iam.destroy();
  }
}
