import type {
  Limits,
  Money,
  Price,
  PriceComponent,
} from '@oaf/backstage-plugin-api-management-common';
import {
  describeComponent,
  isCharging,
  isFree,
  priceComponentKinds,
} from '@oaf/rating';

const locale = 'en';
const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
const amounts = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});
const counts = new Intl.NumberFormat(locale);
const compactCounts = new Intl.NumberFormat(locale, {
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** Intl prints a decimal string exactly; as a number it would be rounded first. */
const exact = (decimal: string) => decimal as `${number}`;

/** `EUR 1,234.50` */
export const formatMoney = ({ currency, amount }: Money) =>
  `${currency} ${amounts.format(exact(amount))}`;

/** `18,456.25` of a decimal text. */
export const formatDecimal = (decimal: string) =>
  decimals.format(exact(decimal));

/** `1,234` */
export const formatCount = (count: number) => counts.format(count);

/** `1 API`, `12 APIs`, `1,200 APIs` */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** `EUR 20.00 · USD 3.50`; nothing of nothing. */
export const formatSums = (sums: Money[]) => sums.map(formatMoney).join(' · ');

/** `12 ms`; a dash where nothing was called, because no call is not a fast one. */
export function formatLatency(usage: {
  calls: number;
  averageLatency: number;
}) {
  return usage.calls > 0
    ? `${formatCount(Math.round(usage.averageLatency))} ms`
    : '–';
}

/** `12 ms`, of a latency that may be unknown. */
export const formatMilliseconds = (value: number | undefined) =>
  value === undefined ? '–' : `${formatCount(Math.round(value))} ms`;

/** `1.2K` */
export const formatCompactCount = (count: number) =>
  compactCounts.format(count);

/** In the place of limits or a price that the backend cannot read. */
const UNREADABLE = 'Cannot be read';

const stageOf = (type: PriceComponent['type']) =>
  priceComponentKinds.find(kind => kind.type === type)?.stage;

/** `EUR 0.01 / call` */
export const describeComponentIn = (
  currency: string,
  component: PriceComponent,
) =>
  describeComponent(
    component,
    amount => `${currency} ${formatDecimal(amount)}`,
  );

/** `EUR 20 / month + EUR 0.01 / call, 14 days free, plus 19 % VAT`, or `Free`. */
export function describePrice(price: Price | undefined): string {
  if (!price) {
    return UNREADABLE;
  }
  return isFree(price) ? 'Free' : describeComponents(price);
}

/** What is charged is added up; the rest says how that changes. */
function describeComponents({ currency, components }: Price): string {
  const isFee = ({ type }: PriceComponent) => stageOf(type) === 'charge';
  const words = (some: PriceComponent[]) =>
    some.map(component => describeComponentIn(currency, component));
  const fees = components.filter(each => isFee(each) && isCharging(each));
  const others = components.filter(each => !isFee(each));
  return [words(fees).join(' + '), ...words(others)].filter(Boolean).join(', ');
}

/** `10 requests / s · bursts of 20 · 10,000 calls / day` */
export const describeLimits = (limits: Limits | undefined) =>
  limits ? `${describeRate(limits)} · ${describeQuota(limits)}` : UNREADABLE;

/** `10 requests / s · bursts of 20` */
export function describeRate({ rate, burst }: Limits) {
  return `${formatRate(rate)} · bursts of ${formatCount(burst)}`;
}

/** `0.5 requests / s` */
export function formatRate(rate: number) {
  return `${decimals.format(rate)} ${rate === 1 ? 'request' : 'requests'} / s`;
}

/** `10,000 calls / day`, `10,000 calls / day (hard)` */
export function describeQuota({ quota }: Limits) {
  return quota
    ? `${countOf(quota.limit, 'call')} / ${quota.period}${
        quota.hard ? ' (hard)' : ''
      }`
    : 'no call quota';
}
