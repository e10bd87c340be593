import type {
  AccessGateway,
  PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import { type Found, isJudged, methodsOf } from './lookAt';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html; can be raised. */
const MAX_AUTHORIZERS = 10;

const SHOWN = 3;

/** Why an API cannot be offered in place whatever it looks like; undefined when it can. */
export function obstacleOfKind(
  { api }: PublishedRoute,
  { account, outputs }: AccessGateway,
): string | undefined {
  if (api.protocol === 'HTTP') {
    return `The API at ${api.url} is an HTTP API, which has no API keys and no usage plans. Offer it at the front door.`;
  }
  if (api.protocol === 'WEBSOCKET') {
    return `The API at ${api.url} is a WebSocket API, which has no usage plans, and the front door passes on single calls only. Leave it out of the product.`;
  }
  if (api.apiId === outputs.RestApiId) {
    return `The API at ${api.url} is the front door of this gateway itself. Leave it out of the product.`;
  }
  if (api.account.partition !== account.partition) {
    return `The API at ${api.url} is in the partition ${api.account.partition}, and the gateway's authorizer in ${account.partition}, which cannot ask each other. Offer it at a gateway of its partition.`;
  }
  return undefined;
}

/** Why it cannot be as it is now, in whole sentences. */
export function obstaclesInPlace(
  { api }: PublishedRoute,
  found: Found | undefined,
): string[] {
  if (!found?.stage?.deploymentId) {
    return [
      `The stage ${api.stage} of the API at ${api.url} is gone, or serves nothing. Have its account imported anew.`,
    ];
  }
  const { working, stage, authorizerId } = found;
  const isFull = !authorizerId && working.authorizers.length >= MAX_AUTHORIZERS;
  return [
    ...(stage.canarySettings?.percentTraffic
      ? [
          `The stage at ${api.url} has a canary, whose calls a new deployment would end. Promote or delete it first.`,
        ]
      : []),
    ...(isFull
      ? [
          `The API at ${api.url} has ${working.authorizers.length} authorizers, and AWS gives an API ${MAX_AUTHORIZERS}. Remove one, or offer the API at the front door.`,
        ]
      : []),
    ...foreignAuthorization(api.url, found),
  ];
}

/** Two guards cannot stand before one method, and to take a foreign one away might open it. */
function foreignAuthorization(
  url: string,
  { working, authorizerId }: Found,
): string[] {
  const foreign = methodsOf(working).filter(
    method =>
      method.authorizationType !== 'NONE' && !isJudged(method, authorizerId),
  );
  const rest = foreign.length - SHOWN;
  return foreign.length === 0
    ? []
    : [
        `${foreign
          .slice(0, SHOWN)
          .map(
            ({ name, path, authorizationType }) =>
              `${name} ${path} (${authorizationType})`,
          )
          .join(', ')}${rest > 0 ? ` and ${rest} more` : ''} at ${url} ${
          foreign.length === 1 ? 'has' : 'have'
        } an authorization of the owner's own, and a method can have one only. Offer the API at the front door, or have its owner take that away.`,
      ];
}
