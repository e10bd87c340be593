import { setTimeout as wait } from 'node:timers/promises';
import { AwsFault } from './AwsFault';

export const MAX_RETRIES = 3;

const BASE_MS = 200;
const MAX_MS = 5000;

/** Network errors that are worth another try; an unknown host is not. */
const NETWORK_CODES = [
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
];

export function isThrottling(error: unknown): error is AwsFault {
  return (
    error instanceof AwsFault &&
    // A full quota has the same status, and no waiting empties it.
    error.code !== 'LimitExceededException' &&
    (error.status === 429 || /^Throttling/.test(error.code))
  );
}

/** The session of the role ended before its time, for example because it was revoked. */
export function isExpired(error: unknown): boolean {
  return error instanceof AwsFault && /^ExpiredToken/.test(error.code);
}

export function isRetryable(error: unknown): boolean {
  return error instanceof AwsFault
    ? error.status >= 500 || isExpired(error) || isThrottling(error)
    : NETWORK_CODES.includes((error as { code?: string }).code ?? '');
}

/**
 * Full jitter: anything up to twice as much with each retry.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export async function waitForRetry(
  retry: number,
  error: unknown,
  signal: AbortSignal,
) {
  const asked = (error instanceof AwsFault && error.retryAfterMs) || 0;
  const jitter = Math.random() * Math.min(MAX_MS, BASE_MS * 2 ** retry);
  await wait(asked + jitter, undefined, { signal });
}
