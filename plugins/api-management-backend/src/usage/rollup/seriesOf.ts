import { createHash } from 'node:crypto';

/** Of what calls are: what tells usage apart, besides the time. */
export type UsageKey = {
  source: string;
  subscriptionId: string;
  applicationId: string;
  productId: string;
  planId: string;
  gatewayApiId: string;
  /** Method and path template; null when the API's document has none that matches. */
  operation: string | null;
  /** 1 to 5; 0 when it is not known. */
  statusClass: number;
};

/**
 * - `operation`: all that is told apart
 * - `subscription`: without operations and statuses, for those who look at many subscriptions
 * - `product`: without subscriptions, for those who look at whole products
 */
export type SeriesLevel = 'operation' | 'subscription' | 'product';

/** Usage over time. */
export type Series = UsageKey & { id: string; level: SeriesLevel };

/** The series to which such calls add, one of each level. */
export function seriesOf(key: UsageKey): Series[] {
  return [
    identified('operation', key),
    identified('subscription', { ...key, operation: null, statusClass: 0 }),
    identified('product', { ...key, subscriptionId: '', applicationId: '' }),
  ];
}

/** Ids follow from what they stand for, so that whoever makes a series makes the same one. */
function identified(level: SeriesLevel, key: UsageKey): Series {
  const parts = [
    level,
    key.source,
    key.subscriptionId,
    key.applicationId,
    key.productId,
    key.planId,
    key.gatewayApiId,
    key.operation,
    key.statusClass,
  ];
  const id = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 32);
  return { ...key, id, level };
}
