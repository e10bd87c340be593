import type { CorsPolicy } from '../cors/config';
import { isAllowedOrigin, preflightFields } from '../cors/corsFields';
import type { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';

/**
 * Answers a browser that asks whether a page may call. It costs nothing and says nothing about credentials.
 * @throws GatewayProblem 403 when pages of its origin may not
 */
export function answerPreflight(
  { request, response }: GatewayCall,
  policy: CorsPolicy,
): void {
  if (!isAllowedOrigin(policy, request)) {
    throw new GatewayProblem(403, 'origin_not_allowed', {
      detail: 'Pages of this origin may not call this address.',
    });
  }
  response.writeHead(204, preflightFields(policy, request)).end();
}
