import { formatDecimal } from '../decimal';
import type { PricingContext } from './Pricer';

/** `12345 calls counted, 1000 of them free`: how the number that is charged follows from what the query gives. */
export function countedRule({ all, left }: PricingContext['calls']): string {
  const free = all.minus(left);
  return free.eq(0)
    ? `${formatDecimal(all)} calls counted`
    : `${formatDecimal(all)} calls counted, ${formatDecimal(
        free,
      )} of them free, ${formatDecimal(left)} left`;
}
