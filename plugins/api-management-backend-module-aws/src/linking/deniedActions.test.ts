import type {
  IAMClient,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { account, signal } from '../__testUtils__/simulator';
import { deniedActions } from './deniedActions';
import { deployStatements } from './trustTemplate/deployStatements';
import { importStatements } from './trustTemplate/importStatements';
import { provisionStatements } from './trustTemplate/provisionStatements';
import type { Statement } from './trustTemplate/Statement';

/** What IAM is asked about the statements, in their order; it allows nothing. */
async function ask(statements: Statement[]) {
  const asked: SimulatePrincipalPolicyCommandInput[] = [];
  const send = async ({
    input,
  }: {
    input: SimulatePrincipalPolicyCommandInput;
  }) => {
    asked.push(input);
    return {
      EvaluationResults: input.ActionNames!.map(EvalActionName => ({
        EvalActionName,
        EvalDecision: 'implicitDeny',
      })),
    };
  };
  const denied = await deniedActions(
    statements,
    {
      iam: { send } as unknown as IAMClient,
      account,
      region: 'eu-west-1',
      stackName: 'oaf-preflight',
      bucketName: 'oaf-artifacts-preflight',
    },
    signal,
  );
  return { asked, denied };
}

describe.each([
  ['import', importStatements],
  ['provision', provisionStatements],
  ['deploy', deployStatements],
])('what IAM is asked about the set %s', (_, statements) => {
  it('is of a request that meets each condition', async () => {
    const { asked } = await ask(statements);
    const unmet = statements.flatMap(({ Sid, Condition = {} }, index) => {
      const told = new Map(
        asked[index].ContextEntries!.map(entry => [
          entry.ContextKeyName!,
          entry.ContextKeyValues,
        ]),
      );
      return Object.values(Condition).flatMap(keys =>
        Object.keys(keys)
          .filter(key => !told.has(key))
          .map(key => `${Sid} ${key}`),
      );
    });
    expect(unmet).toEqual([]);
  });

  it('is of one resource, or of all', async () => {
    const { asked } = await ask(statements);
    const vague = asked
      .flatMap(({ ResourceArns }) => ResourceArns!)
      .filter(arn => arn !== '*' && /[*?$]/.test(arn));
    expect(vague).toEqual([]);
  });

  it('names every action that it does not allow', async () => {
    const { denied } = await ask(statements);
    expect(denied).toEqual(statements.flatMap(({ Action }) => Action));
  });
});
