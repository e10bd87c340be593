import {
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import { trustOf } from '../credentials/RoleSessions';
import type { Statement, Value } from './trustTemplate/Statement';

/** Whom and what is asked about. */
export type Simulation = {
  iam: IAMClient;
  account: LinkedAccount;
  region: string;
  stackName: string;
  bucketName: string;
};

/** What resources and requests are like that the statements are about. */
const contextOf = ({ accountId }: LinkedAccount) => ({
  'aws:ResourceAccount': accountId,
  'aws:ResourceTag/oaf:managed': 'true',
  'aws:ResourceTag/oaf:stack': 'gateway',
  'aws:RequestTag/oaf:managed': 'true',
  'aws:ResourceTag/oaf:installation': 'oaf-preflight',
  'aws:ResourceTag/oaf:deleting': 'oaf-preflight',
  'iam:PassedToService': 'cloudformation.amazonaws.com',
  'lambda:Principal': 'apigateway.amazonaws.com',
});

/** A resource of a statement as it will be asked for. */
function example(resource: Value, simulation: Simulation): string {
  const { account, region, stackName, bucketName } = simulation;
  const text = typeof resource === 'string' ? resource : resource['Fn::Sub'];
  if (text === '*') {
    return text;
  }
  return String(text)
    .replaceAll('${AWS::Partition}', account.partition)
    .replaceAll('${AWS::AccountId}', account.accountId)
    .replaceAll('${RoleName}', trustOf(account).roleArn.split('/').at(-1)!)
    .replace(/^(arn:[^:]+:[^:]+):\*:/, `$1:${region}:`)
    .replace('stack/oaf-*', `stack/${stackName}/preflight`)
    .replace('oaf-artifacts-*', bucketName)
    .replaceAll('*', 'preflight')
    .replaceAll('?', 'p');
}

/** What of these statements the trust role is denied, by IAM's own judgement. */
export async function deniedActions(
  statements: Statement[],
  simulation: Simulation,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const denied = await Promise.all(
    statements.map(statement => deniedOf(statement, simulation, abortSignal)),
  );
  return denied.flat();
}

async function deniedOf(
  { Action, Resource }: Statement,
  simulation: Simulation,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const { iam, account } = simulation;
  const { EvaluationResults: results = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: trustOf(account).roleArn,
      ActionNames: Action,
      ResourceArns: Resource.map(one => example(one, simulation)),
      ContextEntries: Object.entries(contextOf(account)).map(
        ([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyType: 'string',
          ContextKeyValues: [value],
        }),
      ),
    }),
    { abortSignal },
  );
  return results
    .filter(({ EvalDecision }) => EvalDecision !== 'allowed')
    .map(({ EvalActionName }) => EvalActionName!);
}
