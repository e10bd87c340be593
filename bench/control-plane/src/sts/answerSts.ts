import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { Principal } from '../world/Sessions';
import type { World } from '../world/World';
import { assumeRole } from './assumeRole';
import { element, xmlAnswer } from './xml';

/** Answers a call of the query protocol. */
export function answerSts(
  world: World,
  caller: Principal,
  parameters: URLSearchParams,
): Answer {
  const action = parameters.get('Action');
  switch (action) {
    case 'AssumeRole':
      return assumeRole(world, caller, parameters);
    case 'GetCallerIdentity':
      return xmlAnswer(
        action,
        element('Arn', caller.arn) +
          element('UserId', caller.userId) +
          element('Account', caller.accountId),
      );
    default:
      throw new AwsError(
        400,
        'InvalidAction',
        `Could not find operation ${action} for version 2011-06-15`,
      );
  }
}
