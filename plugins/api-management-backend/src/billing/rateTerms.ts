import { rate, RatingInputError } from '@oaf/rating';
import type { Price, RatedBill } from '@oaf/rating';
import type { Used } from './BillStore';

/** ISO 4217 code for "no currency". */
const NO_CURRENCY = 'XXX';

/** A bill that cannot be made has no lines, and says what to do about it. */
export type RatedTerms = RatedBill & { currency: string; problem?: string };

/** Rates what was used; one price that is lost or unreadable must not keep anybody from seeing the other bills. */
export function rateTerms(
  price: Price | null,
  period: string,
  { billableCalls, trialCalls, term }: Used,
): RatedTerms {
  if (!price) {
    return unrated(
      'The plan of this subscription is missing, so it cannot be billed; an administrator has to repair the subscription',
    );
  }
  try {
    const usage = { billableCalls, trialCalls };
    const rated = rate({ price, period, usage, term });
    return { ...rated, currency: price.currency };
  } catch (error) {
    if (error instanceof RatingInputError) {
      return unrated(`The price cannot be rated: ${error.message}`);
    }
    throw error;
  }
}

function unrated(problem: string): RatedTerms {
  return { currency: NO_CURRENCY, lines: [], total: '0.00', problem };
}
