import Stripe from 'stripe';

const MAX_KEYS = 10;

/**
 * Makes something at Stripe once, however often it is asked to.
 *
 * Stripe keeps the answer to a key for a day, also a refusal. So when a refusal is one from before, which somebody may have
 * put right by now, the next key is tried: nothing was made by the refused one.
 */
export async function create<Result>(
  key: string,
  perform: (options: { idempotencyKey: string }) => Promise<Result>,
): Promise<Result> {
  for (let nth = 1; ; nth += 1) {
    try {
      return await perform({
        idempotencyKey: nth === 1 ? key : `${key}/${nth}`,
      });
    } catch (error) {
      if (nth === MAX_KEYS || !isFormerRefusal(error)) {
        throw error;
      }
    }
  }
}

function isFormerRefusal(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.headers?.['idempotent-replayed'] === 'true'
  );
}
