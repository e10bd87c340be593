import { ConflictError, InputError } from '@backstage/errors';
import {
  GatewayError,
  type GatewayErrorReason,
  type StackTarget,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsFault } from '../controlPlane/AwsFault';
import { describeClockSkew, isClockSkew } from '../controlPlane/toGatewayError';
import { fromSdkError } from '../credentials/describeStsFault';

/** Of CloudFormation and S3. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
const REASONS: Array<[RegExp, GatewayErrorReason]> = [
  [/^AccessDenied/, 'access-denied'],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|OptInRequired)/,
    'region-not-enabled',
  ],
  [
    /^(ExpiredToken|SignatureDoesNotMatch|InvalidSignature)/,
    'base-credentials',
  ],
  [/^(Throttling|TooManyRequests|SlowDown|RequestLimitExceeded)/, 'throttled'],
  [/^(LimitExceeded|TooManyBuckets)/, 'quota-exceeded'],
];

/** What CloudFormation refuses because of what it was asked for. */
const REFUSED =
  /^(ValidationError|InsufficientCapabilities|InvalidChangeSetStatus|TokenAlreadyExists|OperationStatusCheckFailed)/;

const PROTECTED = /TerminationProtection/i;
const QUOTA = /limit|quota|exceed/i;

/** What to do about an error; abortion and errors that say so already pass as they are. */
export function toDeploymentError(
  error: unknown,
  target: StackTarget,
  signal: AbortSignal,
): unknown {
  if (signal.aborted) {
    return signal.reason;
  }
  return error instanceof GatewayError || error instanceof ConflictError
    ? error
    : translate(error, target);
}

function translate(error: unknown, target: StackTarget): Error {
  const fault = fromSdkError(error);
  const said = `AWS said: ${fault.code}, ${fault.message}`;
  if (isClockSkew(fault)) {
    return new GatewayError('clock-skew', describeClockSkew(fault), error);
  }
  if (PROTECTED.test(fault.message)) {
    return new ConflictError(
      `The stack ${target.stackName} is protected from being deleted. Switch its termination protection off in the account, and start again. ${said}`,
    );
  }
  if (REFUSED.test(fault.code)) {
    return new InputError(
      `CloudFormation does not accept it. Change what it names, and start again. ${said}`,
    );
  }
  const reason = reasonOf(fault);
  return new GatewayError(reason, describe(reason, target, said), error);
}

function reasonOf({ code, message, status }: AwsFault): GatewayErrorReason {
  const found = REASONS.find(([pattern]) => pattern.test(code))?.[1];
  if (found) {
    return found;
  }
  // S3 answers a HEAD without a word.
  if (status === 403) {
    return 'access-denied';
  }
  return QUOTA.test(message) ? 'quota-exceeded' : 'unavailable';
}

function describe(
  reason: GatewayErrorReason,
  { account, region }: StackTarget,
  said: string,
): string {
  const where = `${region} of account ${account.accountId} (${account.alias})`;
  switch (reason) {
    case 'access-denied':
      return `The trust role may not do this in ${where}. Update its stack to the current template with the permission set deploy, and see whether a service control policy or a permissions boundary forbids it. ${said}`;
    case 'region-not-enabled':
      return `${where} does not accept the account's credentials, as a region that is not enabled does. Enable it in the account's settings, or choose another one. ${said}`;
    case 'base-credentials':
      return `The credentials for ${where} were refused or are expired. Check the credentials of this installation; it goes on by itself with good ones. ${said}`;
    case 'throttled':
      return `AWS throttled requests to ${where}; something else uses up the account's rate. It is tried again. ${said}`;
    case 'quota-exceeded':
      return `A quota of ${where} is used up. Remove what is no longer needed, or ask AWS for a higher one in Service Quotas, and start again. ${said}`;
    default:
      return `AWS in ${where} does not answer as it should. See that this machine may open connections to it; it is tried again. ${said}`;
  }
}
