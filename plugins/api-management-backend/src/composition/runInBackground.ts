import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/** Wakes work that a schedule would find a little later, without waiting for it. */
export function runInBackground(
  work: (signal: AbortSignal) => Promise<void>,
  options: { what: string; timeoutMs: number; logger: LoggerService },
): () => void {
  const { what, timeoutMs, logger } = options;
  return () => {
    work(AbortSignal.timeout(timeoutMs)).catch(error => {
      logger.error(`${what} stopped: ${stringifyError(error)}`);
    });
  };
}
