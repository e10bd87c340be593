import Stripe from 'stripe';
import type { StripeConfig } from './config';

const NETWORK_RETRIES = 2;

/** Stripe's client; what it sends again by itself has the same idempotency key. */
export function createStripe(
  {
    apiKey,
    endpoint,
    timeoutMs,
  }: Pick<StripeConfig, 'apiKey' | 'endpoint' | 'timeoutMs'>,
  maxNetworkRetries: number = NETWORK_RETRIES,
): Stripe {
  return new Stripe(apiKey, {
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    ...(endpoint && {
      host: endpoint.hostname,
      port: endpoint.port || undefined,
      protocol: endpoint.protocol === 'http:' ? 'http' : 'https',
    }),
  });
}
