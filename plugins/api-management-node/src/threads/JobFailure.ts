/**
 * - `refused`: the job itself threw; the same input fails again
 * - `timeout`: it took too long
 * - `memory`: it needed more memory than its thread has
 * - `crashed`: its thread ended without an answer
 * - `stopped`: the thread was stopped, because the backend ends
 *
 * @public
 */
export type JobFailureReason =
  | 'refused'
  | 'timeout'
  | 'memory'
  | 'crashed'
  | 'stopped';

/** A job that came to nothing. The message says why, in words for people. @public */
export class JobFailure extends Error {
  readonly reason: JobFailureReason;

  constructor(reason: JobFailureReason, message: string) {
    super(message);
    this.name = 'JobFailure';
    this.reason = reason;
  }
}
