import type { StoredPublication } from './PublicationStore';

/**
 * Of the APIs that consumers can only call at a gateway, those that none serves.
 *
 * @param needGateway - the product's APIs that are offered at gateways
 */
export function unoffered<Api extends { id: string }>(
  needGateway: Api[],
  publications: StoredPublication[],
): Api[] {
  const served = new Set(
    publications.flatMap(({ served: now }) =>
      (now?.offers ?? []).map(({ gatewayApiId }) => gatewayApiId),
    ),
  );
  return needGateway.filter(({ id }) => !served.has(id));
}

/** What to do about them, in a sentence. */
export const notOffered = (titles: string[]) =>
  `${titles.join(', ')} ${
    titles.length === 1 ? 'is' : 'are'
  } not offered at any gateway; offer the product at one first`;
