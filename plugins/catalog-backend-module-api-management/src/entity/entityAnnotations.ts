import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import {
  ACCOUNT_LINK_ID_ANNOTATION,
  GATEWAY_API_ID_ANNOTATION,
  type GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';

const OWN = 'api-management.openapiframework.io';

/** None of them changes while the API does not: every other value would make a sweep write to the catalog. */
export function entityAnnotations(api: GatewayApi): Record<string, string> {
  const location = api.arn
    ? `aws-apigateway:${api.arn}`
    : `api-management:${api.accountId}/${api.region}/${api.apiId}/${api.stage}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    ...(api.consoleUrl && { [ANNOTATION_VIEW_URL]: api.consoleUrl }),
    [GATEWAY_API_ID_ANNOTATION]: api.id,
    [ACCOUNT_LINK_ID_ANNOTATION]: api.accountLinkId,
    [`${OWN}/changed-at`]: api.changedAt,
    ...(api.importError && { [`${OWN}/import-error`]: api.importError }),
    ...(api.definitionNote && {
      [`${OWN}/definition-note`]: api.definitionNote,
    }),
    ...(api.endpointNote && { [`${OWN}/endpoint-note`]: api.endpointNote }),
    ...(api.arn && awsAnnotations(api, api.arn)),
  };
}

/** Those of Backstage's AWS module and those of the AWS plugins for Backstage, so that both find the API. */
function awsAnnotations(api: GatewayApi, arn: string): Record<string, string> {
  const family = api.protocol === 'REST' ? 'ApiGateway' : 'ApiGatewayV2';
  return {
    'amazonaws.com/account-id': api.accountId,
    'amazonaws.com/arn': arn,
    'aws.amazon.com/arn': arn,
    'aws.amazon.com/region': api.region,
    'aws.amazon.com/name': api.title,
    'aws.amazon.com/resource-type': `AWS::${family}::Stage`,
    'aws.amazon.com/resource-id': arn,
  };
}
