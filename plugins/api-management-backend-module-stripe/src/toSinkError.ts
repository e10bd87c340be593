import { InputError, ServiceUnavailableError } from '@backstage/errors';
import Stripe from 'stripe';

const { errors } = Stripe;

/** Somebody else holds what is to be changed, or there is too much at once: it passes. */
const PASSING = [409, 429];

/** What Stripe answers, in the terms of a sink: what it judged is final, what it could not do is tried again. */
export function toSinkError(error: unknown): unknown {
  if (!(error instanceof errors.StripeError)) {
    return error;
  }
  const isRefusal =
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeCardError;
  if (isRefusal && !PASSING.includes(error.statusCode ?? 0)) {
    return new InputError(`Stripe refuses it: ${error.message}`);
  }
  return new ServiceUnavailableError(`Stripe: ${error.message}`);
}
