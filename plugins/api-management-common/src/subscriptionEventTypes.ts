import type { SubscriptionEventType } from './schema/openapi/generated/models';

const known: Record<SubscriptionEventType, true> = {
  requested: true,
  approved: true,
  rejected: true,
  withdrawn: true,
  provisioning: true,
  active: true,
  failed: true,
  suspended: true,
  ending: true,
  ended: true,
  'credential-issued': true,
  'credential-revealed': true,
  'credential-revoked': true,
  'credential-changed': true,
  'access-recovered': true,
  'plan-change-requested': true,
  'plan-change-approved': true,
  'plan-change-rejected': true,
  'plan-change-withdrawn': true,
  'plan-change-finished': true,
  'plan-change-stopped': true,
  'client-key-enrolled': true,
  'client-key-rotated': true,
  'client-key-revoked': true,
  'application-moved': true,
  other: true,
};

/**
 * Everything that the timeline of a subscription can tell.
 *
 * @public
 */
export const subscriptionEventTypes = Object.freeze(
  Object.keys(known) as SubscriptionEventType[],
);
