import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { trustOf } from '../credentials/RoleSessions';
import { deployStatements } from '../linking/trustTemplate/deployStatements';
import type { Statement, Value } from '../linking/trustTemplate/Statement';
import { bucketName } from './ArtifactBucket';
import type { Clients } from './DeploymentClients';

const SIMULATE = 'iam:SimulatePrincipalPolicy';

/** A resource of the statement as it will be asked for. */
function example(resource: Value, target: StackTarget): string {
  const { account, region, stackName } = target;
  const text = typeof resource === 'string' ? resource : resource['Fn::Sub'];
  return String(text)
    .replaceAll('${AWS::Partition}', account.partition)
    .replaceAll('${AWS::AccountId}', account.accountId)
    .replaceAll('${RoleName}', trustOf(account).roleArn.split('/').at(-1)!)
    .replace(':cloudformation:*:', `:cloudformation:${region}:`)
    .replace('stack/oaf-*', `stack/${stackName}/preflight`)
    .replace('oaf-artifacts-*', bucketName(target))
    .replace(/\/oaf\/\*$/, '/oaf/preflight');
}

async function deniedOf(
  { Action, Resource }: Statement,
  { iam }: Clients,
  target: StackTarget,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const { EvaluationResults: results = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: trustOf(target.account).roleArn,
      ActionNames: Action,
      ResourceArns: Resource.map(one => example(one, target)),
      ContextEntries: [
        {
          ContextKeyName: 'aws:ResourceAccount',
          ContextKeyType: 'string',
          ContextKeyValues: [target.account.accountId],
        },
        {
          ContextKeyName: 'iam:PassedToService',
          ContextKeyType: 'string',
          ContextKeyValues: ['cloudformation.amazonaws.com'],
        },
      ],
    }),
    { abortSignal },
  );
  return results
    .filter(({ EvalDecision }) => EvalDecision !== 'allowed')
    .map(({ EvalActionName }) => EvalActionName!);
}

/** What the trust role lacks of the permission set `deploy`, by IAM's own judgement. */
export async function missingPermissions(
  clients: Clients,
  target: StackTarget,
  abortSignal: AbortSignal,
): Promise<string[]> {
  try {
    const denied = await Promise.all(
      deployStatements.map(statement =>
        deniedOf(statement, clients, target, abortSignal),
      ),
    );
    return denied.flat();
  } catch (error) {
    // A role without the permission set may not even ask what it may do.
    if (/^AccessDenied/.test((error as Error).name)) {
      return [SIMULATE];
    }
    throw error;
  }
}
