import type { UsageCall } from '@oaf/backstage-plugin-api-management-common';
import type { LoggedCall } from '@oaf/backstage-plugin-api-management-node';
import { isoTime } from '../../database/time';
import type { StoredSubscription } from '../../subscriptions/SubscriptionStore';

/** What of a call is shown: neither addresses nor tokens of the people behind it. */
export function presentCall(
  call: LoggedCall,
  subscription: StoredSubscription | undefined,
): UsageCall {
  const titleOf = (part: 'application' | 'product') =>
    subscription && {
      id: subscription[part].id,
      title: subscription[part].title,
    };
  return {
    requestId: call.requestId,
    time: isoTime(call.requestTime),
    apiId: call.apiId,
    subscriptionId: call.subscriptionId,
    application: titleOf('application'),
    product: titleOf('product'),
    gatewayApiId: call.gatewayApiId ?? undefined,
    operation: call.operation ?? undefined,
    method: call.httpMethod,
    path: call.path,
    status: call.status,
    latency: call.responseLatency,
    upstreamStatus: call.integrationStatus ?? undefined,
    upstreamLatency: call.integrationLatency ?? undefined,
    error: call.error ?? undefined,
    upstreamError: call.integrationError ?? undefined,
  };
}
