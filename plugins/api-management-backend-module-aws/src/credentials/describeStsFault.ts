import type { GatewayErrorReason } from '@oaf/backstage-plugin-api-management-node';
import type { PartitionConfig } from '../config';
import { AwsFault, clockAheadMs } from '../controlPlane/AwsFault';
import { describeClockSkew, isClockSkew } from '../controlPlane/toGatewayError';

/** As the AWS SDK throws it. */
type SdkError = Error & {
  code?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
};

const BASE_CODES = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'CredentialsProviderError',
];

/** An error of the AWS SDK as the one of the lean transport. */
export function fromSdkError(thrown: unknown): AwsFault {
  const error = thrown as SdkError;
  return new AwsFault({
    status: error.$metadata?.httpStatusCode ?? 0,
    code: error.name,
    message: error.message,
    clockAheadMs: clockAheadMs(
      error.message,
      error.$response?.headers?.date,
      Date.now(),
    ),
    cause: error,
  });
}

function isDenied({ code }: AwsFault): boolean {
  return code === 'AccessDenied' || code === 'AccessDeniedException';
}

/** STS refused because of who asked for what, not because something is broken. */
export function isAccessDenied(error: unknown): boolean {
  return isDenied(fromSdkError(error));
}

function ownCredentials({ name, accountId }: PartitionConfig): string {
  return accountId
    ? `the credentials of account ${accountId} in aws.accounts`
    : `this installation's own AWS credentials (aws.mainAccount, or the environment's) for the partition ${name}`;
}

/** What went wrong when STS was asked to let us assume a role, and what to do about it. */
export function describeStsFault(
  error: unknown,
  { partition }: { partition: PartitionConfig },
  roleArn?: string,
): { reason: GatewayErrorReason; message: string } {
  const fault = fromSdkError(error);
  const said = `AWS said: ${fault.code}, ${fault.message}`;
  if (isClockSkew(fault)) {
    return { reason: 'clock-skew', message: describeClockSkew(fault) };
  }
  if (BASE_CODES.includes(fault.code)) {
    const state = fault.code.startsWith('Expired') ? 'expired' : 'not valid';
    return {
      reason: 'base-credentials',
      message: `Not the linked account is at fault: ${ownCredentials(
        partition,
      )} are ${state}. Renew them. ${said}`,
    };
  }
  if (isDenied(fault) || fault.code === 'ValidationError') {
    return {
      reason: 'role-not-assumable',
      message: `The role ${roleArn} cannot be assumed. Either it is not there, or it does not trust us with this external id, or we may not call sts:AssumeRole for it. Make the trust stack again with the template of this account, and see that its parameters were not changed. ${said}`,
    };
  }
  if (/^Throttling|TooManyRequests/.test(fault.code)) {
    return {
      reason: 'throttled',
      message: `AWS STS throttled us again and again. Try again in a minute. ${said}`,
    };
  }
  return {
    reason: 'unavailable',
    message: `AWS STS in ${partition.region} does not answer as it should. See that this machine may open connections to it and that the region is active for STS, then try again. ${said}`,
  };
}
