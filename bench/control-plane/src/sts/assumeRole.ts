import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { Principal } from '../world/Sessions';
import type { RoleSpec } from '../world/specs';
import type { World } from '../world/World';
import { element, xmlAnswer } from './xml';

const ROLE_ARN =
  /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.+\/)?([\w+=,.@-]+)$/;
const DEFAULT_SECONDS = 3600;
const CHAINED_SECONDS = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(
  world: World,
  caller: Principal,
  parameters: URLSearchParams,
): Answer {
  const roleArn = parameters.get('RoleArn') ?? '';
  const sessionName = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw new AwsError(
      400,
      'ValidationError',
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const [, partition, accountId, name] = ROLE_ARN.exec(roleArn) ?? [];
  if (!name) {
    throw new AwsError(400, 'ValidationError', `${roleArn} is invalid`);
  }
  const account = world.findAccount(accountId);
  const role =
    account?.partition === partition ? account.roles.get(name) : undefined;
  if (!role || !trusts(role, caller, parameters.get('ExternalId'))) {
    // STS answers the same for a role that is not there as for one that does not trust the caller.
    throw new AwsError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  }
  const expiresAt = world.now() + durationSeconds(caller, parameters) * 1000;
  const { accessKeyId, principal } = world.sessions.open(
    { accountId, arn: roleArn, denied: role.denied },
    sessionName,
    expiresAt,
  );
  return xmlAnswer(
    'AssumeRole',
    `<AssumedRoleUser>${element('AssumedRoleId', principal.userId)}${element(
      'Arn',
      principal.arn,
    )}</AssumedRoleUser><Credentials>${element(
      'AccessKeyId',
      accessKeyId,
    )}${element('SecretAccessKey', principal.secretAccessKey)}${element(
      'SessionToken',
      principal.sessionToken,
    )}${element(
      'Expiration',
      new Date(expiresAt).toISOString(),
    )}</Credentials>`,
  );
}

function trusts(
  role: RoleSpec,
  caller: Principal,
  externalId: string | null,
): boolean {
  const trusted = role.trustedPrincipals.some(
    principal =>
      principal === '*' ||
      principal === caller.arn ||
      principal === caller.accountId ||
      principal.endsWith(`:iam::${caller.accountId}:root`),
  );
  return (
    trusted && (role.externalId === undefined || role.externalId === externalId)
  );
}

/** A role that was assumed may assume another for an hour at most. */
function durationSeconds(
  caller: Principal,
  parameters: URLSearchParams,
): number {
  const seconds = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
  if (!(seconds >= 900 && seconds <= 43_200)) {
    throw new AwsError(
      400,
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200`,
    );
  }
  if (caller.sessionToken && seconds > CHAINED_SECONDS) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  return seconds;
}
