import { ACCESS_SEGMENTS, type LocalGatewayConfig } from '../config';
import type { CorsPolicy } from './config';

const FIRST_SEGMENT = /^(?:https?:\/\/[^/?#]*)?\/([^/?#]*)/i;

/** Finds the policy by the request target alone, so that even a target which is refused is refused readably. */
export function createCorsPolicies({ cors, apis }: LocalGatewayConfig) {
  const policies = new Map<string, CorsPolicy | undefined>([
    ...ACCESS_SEGMENTS.map(segment => [segment, cors] as const),
    ...apis.map(api => [api.name, api.cors] as const),
  ]);
  return (target: string): CorsPolicy | undefined =>
    policies.get(FIRST_SEGMENT.exec(target)?.[1] ?? '');
}
