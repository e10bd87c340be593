import { jsonAnswer } from '../requests/AwsError';
import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { SimulatedApi } from '../world/SimulatedApi';
import type { Protocol, StageSpec } from '../world/specs';
import { exportApi } from './exportApi';
import { cutPage, findApi, notFound, pageSize } from './Operation';
import type { Call, Operation } from './Operation';
import { tags } from './restOperations';

const CREATED_AT = '2023-11-14T22:13:20Z';
const protocols: Protocol[] = ['HTTP', 'WEBSOCKET'];

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/; camel case, ISO times. */
export const v2Operations: Operation[] = [
  {
    name: 'v2:GetStages',
    path: /^\/v2\/apis\/([^/]+)\/stages$/,
    answer: call =>
      list(call, found =>
        found.spec.stages.map(stage => stageShape(found, stage)),
      ),
  },
  {
    name: 'v2:ExportApi',
    path: /^\/v2\/apis\/([^/]+)\/exports\/([^/]+)$/,
    answer: exportHttpApi,
  },
  { name: 'v2:GetApis', path: /^\/v2\/apis$/, answer: apis },
  { name: 'v2:GetApi', path: /^\/v2\/apis\/([^/]+)$/, answer: api },
  {
    name: 'v2:GetRoutes',
    path: /^\/v2\/apis\/([^/]+)\/routes$/,
    answer: call => list(call, routes),
  },
  {
    name: 'v2:GetModels',
    path: /^\/v2\/apis\/([^/]+)\/models$/,
    answer: call => list(call, models),
  },
  {
    name: 'v2:GetIntegrations',
    path: /^\/v2\/apis\/([^/]+)\/integrations$/,
    answer: call =>
      list(call, () => [
        {
          integrationId: 'int0001',
          integrationType: 'HTTP_PROXY',
          integrationUri: 'https://backend.internal.example',
        },
      ]),
  },
  {
    name: 'v2:GetDomainNames',
    path: /^\/v2\/domainnames$/,
    answer: domainNames,
  },
  {
    name: 'v2:GetApiMappings',
    path: /^\/v2\/domainnames\/([^/]+)\/apimappings$/,
    answer: apiMappings,
  },
  { name: 'v2:GetTags', path: /^\/v2\/tags\/(.+)$/, answer: tags },
];

function apis({ region, query }: Call): Answer {
  const size = pageSize(query.get('maxResults'));
  const token = query.get('nextToken');
  const page = region.page(`apis ${size} ${token}`, () => {
    const { items, next } = cutPage(
      region.apis().filter(known => !known.isRest),
      size,
      token,
    );
    return { items: items.map(apiShape), nextToken: next };
  });
  return jsonAnswer(page);
}

function api(call: Call): Answer {
  const found = findApi(call, protocols);
  return jsonAnswer(found.body('api', () => apiShape(found)));
}

function apiShape({ spec, region }: SimulatedApi) {
  const scheme = spec.protocol === 'HTTP' ? 'https' : 'wss';
  return {
    apiId: spec.apiId,
    name: spec.name,
    description: spec.description,
    version: spec.version,
    protocolType: spec.protocol,
    apiEndpoint: `${scheme}://${spec.apiId}.execute-api.${region}.amazonaws.com`,
    apiKeySelectionExpression: '$request.header.x-api-key',
    routeSelectionExpression: '$request.method $request.path',
    createdDate: CREATED_AT,
    disableExecuteApiEndpoint: spec.endpoint === 'off',
    tags: spec.tags ?? {},
  };
}

/** A short list that an API has, cut into pages like every other. */
function list(call: Call, itemsOf: (found: SimulatedApi) => unknown[]): Answer {
  const { items, next } = cutPage(
    itemsOf(findApi(call, protocols)),
    pageSize(call.query.get('maxResults')),
    call.query.get('nextToken'),
  );
  return jsonAnswer(Buffer.from(JSON.stringify({ items, nextToken: next })));
}

function stageShape({ spec }: SimulatedApi, stage: StageSpec) {
  return {
    stageName: stage.name,
    autoDeploy: false,
    deploymentId: stage.deploymentId ?? spec.apiId.slice(0, 6),
    createdDate: CREATED_AT,
    lastUpdatedDate: stage.lastUpdatedAt
      ? new Date(stage.lastUpdatedAt).toISOString()
      : CREATED_AT,
    defaultRouteSettings: { detailedMetricsEnabled: false },
    routeSettings: {},
    stageVariables: stage.variables ?? {},
    tags: stage.tags ?? {},
  };
}

function routes({ spec }: SimulatedApi) {
  return (spec.routes ?? [{ routeKey: '$default' }]).map((route, index) => ({
    routeId: `route${index}`,
    routeKey: route.routeKey,
    apiKeyRequired: false,
    authorizationType: 'NONE',
    requestModels: route.requestModels,
    target: 'integrations/int0001',
  }));
}

function models({ spec }: SimulatedApi) {
  return (spec.models ?? []).map((model, index) => ({
    modelId: `model${index}`,
    name: model.name,
    contentType: model.contentType,
    schema: JSON.stringify(model.schema),
  }));
}

function exportHttpApi(call: Call): Answer {
  const found = findApi(call, protocols);
  if (found.spec.protocol !== 'HTTP' || call.path[1] !== 'OAS30') {
    throw new AwsError(
      400,
      'BadRequestException',
      `Export as ${call.path[1]} is not supported for ${found.spec.protocol} APIs`,
    );
  }
  if (call.query.get('outputType') !== 'JSON') {
    throw new AwsError(
      400,
      'BadRequestException',
      'The simulator exports outputType JSON only',
    );
  }
  const stage = call.query.get('stageName') ?? undefined;
  if (stage && !found.spec.stages.some(({ name }) => name === stage)) {
    throw notFound('stage', stage);
  }
  return exportApi(call, found, {
    stage: stage === '$default' ? undefined : stage,
    integrations: call.query.get('includeExtensions') !== 'false',
  });
}

function domainNames({ region, query }: Call): Answer {
  const { items, next } = cutPage(
    region.domainNames,
    pageSize(query.get('maxResults')),
    query.get('nextToken'),
  );
  const found = items.map(({ domainName, mutualTls, status }) => ({
    domainName,
    apiMappingSelectionExpression: '$request.basepath',
    domainNameConfigurations: [
      {
        endpointType: 'REGIONAL',
        domainNameStatus: status ?? 'AVAILABLE',
      },
    ],
    ...(mutualTls && {
      mutualTlsAuthentication: { truststoreUri: 's3://trust/ca.pem' },
    }),
  }));
  return jsonAnswer(
    Buffer.from(JSON.stringify({ items: found, nextToken: next })),
  );
}

function apiMappings({ region, path }: Call): Answer {
  const domain = region.domainNames.find(
    ({ domainName }) => domainName === decodeURIComponent(path[0]),
  );
  if (!domain) {
    throw notFound('domain name', path[0]);
  }
  const items = domain.mappings.map((mapping, index) => ({
    apiMappingId: `mapping${index}`,
    apiMappingKey: mapping.path,
    apiId: mapping.apiId,
    stage: mapping.stage,
  }));
  return jsonAnswer(Buffer.from(JSON.stringify({ items })));
}
