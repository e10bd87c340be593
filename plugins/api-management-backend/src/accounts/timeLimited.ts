import { isError, ServiceUnavailableError } from '@backstage/errors';

/**
 * Waits for a gateway no longer than the limit, also when it does not heed the signal.
 *
 * @throws ServiceUnavailableError when it took too long, was given up, or the gateway refused
 */
export async function timeLimited<Result>(
  what: string,
  limits: { milliseconds: number; signal?: AbortSignal },
  perform: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(limits.milliseconds);
  const signal = limits.signal
    ? AbortSignal.any([limits.signal, timeout])
    : timeout;
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  try {
    return await Promise.race([perform(signal), aborted]);
  } catch (error) {
    throw timeout.aborted
      ? new ServiceUnavailableError(
          `${what} did not end within ${
            limits.milliseconds / 1000
          } s; see that this backend reaches the gateway's cloud provider, then try again`,
        )
      : unavailable(error);
  }
}

/** A gateway's refusal as what callers of the HTTP API get: nothing they did is wrong. Anything else stays as it is. */
export function unavailable(error: unknown): unknown {
  return isError(error) && error.name === 'GatewayError'
    ? new ServiceUnavailableError(error.message)
    : error;
}
