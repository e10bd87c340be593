import { CustomErrorBase } from '@backstage/errors';

/**
 * - `access-denied`: the role may not do this
 * - `role-not-assumable`: the trust role cannot be assumed (gone, or its trust changed)
 * - `base-credentials`: our own credentials are missing, wrong or expired
 * - `clock-skew`: this machine's clock is wrong
 * - `region-not-enabled`: the account does not use the region
 * - `throttled`: the gateway refused even after waiting
 * - `quota-exceeded`: a resource quota of the account is used up; waiting does not help
 * - `unavailable`: the gateway does not answer, or fails
 *
 * @public
 */
export type GatewayErrorReason =
  | 'access-denied'
  | 'role-not-assumable'
  | 'base-credentials'
  | 'clock-skew'
  | 'region-not-enabled'
  | 'throttled'
  | 'quota-exceeded'
  | 'unavailable';

/** A gateway's refusal. The message says in whole sentences what is wrong and what to do. @public */
export class GatewayError extends CustomErrorBase {
  name = 'GatewayError' as const;
  readonly reason: GatewayErrorReason;

  /** @param cause - kept for the log; not part of the message, which operators read on a page */
  constructor(reason: GatewayErrorReason, message: string, cause?: unknown) {
    super(message);
    this.reason = reason;
    Object.assign(this, { cause });
  }
}
