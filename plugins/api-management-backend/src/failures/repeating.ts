import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { failureText } from './tellableError';

const MAX_DELAY_MS = 5 * 60_000;

/** These may go away by themselves, or by what is done elsewhere. */
const PASSING = ['base-credentials', 'clock-skew', 'throttled', 'unavailable'];

/** The answer does not get better by asking again. */
const FINAL = ['ConflictError', 'InputError', 'NotFoundError'];

/** Whether what was asked for was judged, and would be again. */
export const isAnswer = (error: unknown): boolean =>
  FINAL.includes((error as Error).name);

/** Whether the gateway refuses what only its owner can put right. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof GatewayError && !PASSING.includes(error.reason);

/** Milliseconds until the next attempt after so many, five minutes at most unless told otherwise. */
export const delayAfter = (
  attempts: number,
  firstMs: number,
  maxMs: number = MAX_DELAY_MS,
): number => Math.min(firstMs * 2 ** attempts, maxMs);

/** What people are told of an attempt that is made again. */
export function attemptText(error: unknown): string {
  return (error as Error).name === 'TimeoutError'
    ? 'AWS did not answer in time; it is asked again'
    : failureText(error);
}
