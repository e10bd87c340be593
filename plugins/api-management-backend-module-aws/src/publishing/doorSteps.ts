import type { Authorizer, Stage } from '@aws-sdk/client-api-gateway';
import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import {
  accessLogOf,
  authorizerChanges,
  authorizerOf,
  isLogging,
} from './doorParts';
import { step, type Step } from './steps';

function authorizerSteps(
  gateway: AccessGateway,
  found: Authorizer | undefined,
): Step[] {
  const wanted = authorizerOf(gateway);
  const detail = `${wanted.name} → ${gateway.outputs.AuthorizerArn}`;
  if (!found) {
    return [
      step(['add', 'authorizer', '/'], detail, door =>
        door.addAuthorizer(wanted),
      ),
    ];
  }
  const changes = authorizerChanges(found, wanted);
  return Object.keys(changes).length > 0
    ? [
        step(['change', 'authorizer', '/'], detail, door =>
          door.changeAuthorizer(changes),
        ),
      ]
    : [];
}

async function logSteps(gateway: AccessGateway, stage: Stage): Promise<Step[]> {
  const log = await accessLogOf(gateway);
  return log && !isLogging(stage, log)
    ? [
        step(
          ['change', 'access-log', '/'],
          `Logs calls to ${log.destinationArn}`,
          door => door.logTo(log),
        ),
      ]
    : [];
}

/** What all routes of a gateway stand on, put back to what its stack made. */
export async function doorSteps(
  gateway: AccessGateway,
  found: { authorizer: Authorizer | undefined; stage: Stage },
): Promise<Step[]> {
  return [
    ...authorizerSteps(gateway, found.authorizer),
    ...(await logSteps(gateway, found.stage)),
  ];
}
