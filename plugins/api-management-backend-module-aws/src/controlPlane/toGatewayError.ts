import {
  GatewayError,
  type GatewayErrorReason,
  type LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import { AwsFault } from './AwsFault';

/** Where a request was going. */
export type Place = { account: LinkedAccount; region: string };

/** AWS refuses signatures that are further off than this. */
const TOLERATED_SKEW_MS = 4.5 * 60_000;

const CODES: Record<string, GatewayErrorReason> = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  UnrecognizedClientException: 'region-not-enabled',
  InvalidClientTokenId: 'region-not-enabled',
  ExpiredToken: 'base-credentials',
  ExpiredTokenException: 'base-credentials',
  SignatureDoesNotMatch: 'base-credentials',
  InvalidSignatureException: 'base-credentials',
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  LimitExceededException: 'quota-exceeded',
};

const SIGNATURE_CODES = [
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestTimeTooSkewed',
  'RequestExpired',
];

/** The signature was refused because of the time in it. */
export function isClockSkew({ code, clockAheadMs }: AwsFault): boolean {
  return (
    SIGNATURE_CODES.includes(code) &&
    Math.abs(clockAheadMs ?? 0) > TOLERATED_SKEW_MS
  );
}

export function describeClockSkew({ clockAheadMs = 0 }: AwsFault): string {
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  return `This machine's clock is ${seconds} s ${
    clockAheadMs > 0 ? 'ahead of' : 'behind'
  } AWS, more than AWS tolerates. Synchronise it, for example with chrony or systemd-timesyncd.`;
}

/** Names the host that was not reached. */
type NetworkError = Error & { code?: string; hostname?: string };

function reasonOf(error: AwsFault): GatewayErrorReason {
  if (isClockSkew(error)) {
    return 'clock-skew';
  }
  if (CODES[error.code]) {
    return CODES[error.code];
  }
  return error.status === 429 ? 'throttled' : 'unavailable';
}

function describe(
  reason: GatewayErrorReason,
  { account, region }: Place,
  fault: AwsFault,
): string {
  const where = `${region} of account ${account.accountId} (${account.alias})`;
  const said = `AWS said: ${fault.code}${
    fault.message ? `, ${fault.message}` : ''
  }`;
  switch (reason) {
    case 'access-denied':
      return `The trust role may not read API Gateway in ${where}. Update its stack to the current template, and see whether a service control policy or a permissions boundary forbids the region. ${said}`;
    case 'region-not-enabled':
      return `${where} does not accept the account's credentials, as a region that is not enabled does. Enable it in the account's settings, or take it from the regions of the link. ${said}`;
    case 'base-credentials':
      return `The credentials for ${where} were refused. Check the credentials of this installation (aws.mainAccount or the partition's account in the configuration). ${said}`;
    case 'clock-skew':
      return describeClockSkew(fault);
    case 'throttled':
      return `API Gateway throttled requests to ${where} again and again; something else uses up the account's quota. The next sweep tries again; a lower apiManagement.aws.requests.rate leaves more to others. ${said}`;
    case 'quota-exceeded':
      return `A resource quota of ${where} is used up; waiting does not help. Delete what is no longer needed, or ask AWS for a higher quota where there is one (the 10,000 API keys are fixed). ${said}`;
    default:
      return `API Gateway in ${where} answered ${fault.status}. The next sweep tries again. ${said}`;
  }
}

function describeNetworkError(error: NetworkError, { region }: Place): string {
  if (error.code === 'ENOTFOUND') {
    return `There is no address for ${
      error.hostname ?? `API Gateway in ${region}`
    }. Either there is no such region, so take it from the regions of the link, or the name service of this machine does not answer.`;
  }
  return `API Gateway in ${region} cannot be reached: ${error.message}. Check that this machine may open connections to it (proxy, firewall, VPC endpoint).`;
}

/** What an operator can do about an error; abortion and {@link GatewayError} pass as they are. */
export function toGatewayError(
  error: unknown,
  place: Place,
  signal: AbortSignal,
): unknown {
  if (signal.aborted || error instanceof GatewayError) {
    return error;
  }
  if (error instanceof AwsFault) {
    const reason = reasonOf(error);
    return new GatewayError(reason, describe(reason, place, error), error);
  }
  const { code } = error as NetworkError;
  return new GatewayError(
    code === 'ENOTFOUND' ? 'region-not-enabled' : 'unavailable',
    describeNetworkError(error as NetworkError, place),
    error,
  );
}
