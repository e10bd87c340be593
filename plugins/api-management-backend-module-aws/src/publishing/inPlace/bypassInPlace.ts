import type {
  BypassFinding,
  PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import { type Found, methodsOf } from './lookAt';

/** Whether an API in place can be called past its authorizer. All addresses of its stage lead to it. */
export function bypassInPlace(
  { gatewayApiId, api }: PublishedRoute,
  { working, record }: Found,
): BypassFinding {
  const others = working.stages
    .map(({ stageName }) => stageName!)
    .filter(name => name !== api.stage && !record?.stages[name]);
  if (others.length > 0) {
    return {
      gatewayApiId,
      possible: true,
      why: `The same API has ${
        others.length === 1 ? 'the stage' : 'the stages'
      } ${others.join(
        ', ',
      )}, which answer as before until somebody deploys to them; then they ask for access tokens that nobody gets.`,
      remedy:
        'Delete these stages, or deploy the API to them after it is offered.',
    };
  }
  const upstreams = new Set(methodsOf(working).flatMap(publicUpstream));
  return upstreams.size > 0
    ? {
        gatewayApiId,
        possible: undefined,
        why: `All addresses of the stage ask for an access token. Whether ${[
          ...upstreams,
        ].join(', ')} behind it ${
          upstreams.size === 1 ? 'answers' : 'answer'
        } others, too, cannot be told.`,
        remedy:
          'Have it demand the client certificate of the stage, or put it behind a VPC link.',
      }
    : {
        gatewayApiId,
        possible: false,
        why: 'All addresses of the stage ask for an access token, and nothing else leads to what is behind it.',
      };
}

function publicUpstream({
  methodIntegration,
}: ReturnType<typeof methodsOf>[number]): string[] {
  const { type, uri, connectionType } = methodIntegration ?? {};
  const isPublic =
    (type === 'HTTP' || type === 'HTTP_PROXY') && connectionType !== 'VPC_LINK';
  return isPublic && uri && URL.canParse(uri) ? [new URL(uri).host] : [];
}
