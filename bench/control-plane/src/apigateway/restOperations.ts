import { AwsError, jsonAnswer } from '../requests/AwsError';
import type { Answer } from '../requests/AwsError';
import type { SimulatedApi } from '../world/SimulatedApi';
import type { StageSpec } from '../world/specs';
import { exportApi } from './exportApi';
import { cutPage, findApi, notFound, pageSize } from './Operation';
import type { Call, Operation } from './Operation';

const CREATED_AT = 1_700_000_000;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html; times are Unix seconds. */
export const restOperations: Operation[] = [
  { name: 'GetStages', path: /^\/restapis\/([^/]+)\/stages$/, answer: stages },
  {
    name: 'GetExport',
    path: /^\/restapis\/([^/]+)\/stages\/([^/]+)\/exports\/([^/]+)$/,
    answer: getExport,
  },
  { name: 'GetRestApis', path: /^\/restapis$/, answer: restApis },
  { name: 'GetRestApi', path: /^\/restapis\/([^/]+)$/, answer: restApi },
  {
    name: 'GetStage',
    path: /^\/restapis\/([^/]+)\/stages\/([^/]+)$/,
    answer: stage,
  },
  {
    name: 'GetResources',
    path: /^\/restapis\/([^/]+)\/resources$/,
    answer: () => jsonAnswer(Buffer.from('{"item":[{"id":"r","path":"/"}]}')),
  },
  { name: 'GetDomainNames', path: /^\/domainnames$/, answer: domainNames },
  {
    name: 'GetBasePathMappings',
    path: /^\/domainnames\/([^/]+)\/basepathmappings$/,
    answer: basePathMappings,
  },
  { name: 'GetTags', path: /^\/tags\/(.+)$/, answer: tags },
  { name: 'GetApiKeys', path: /^\/apikeys$/, answer: secretsOfConsumers },
  {
    name: 'GetUsagePlanKeys',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer: secretsOfConsumers,
  },
];

function restApis({ region, query }: Call): Answer {
  const size = pageSize(query.get('limit'));
  const position = query.get('position');
  const page = region.page(`restapis ${size} ${position}`, () => {
    const { items, next } = cutPage(
      region.apis().filter(api => api.isRest),
      size,
      position,
    );
    return { item: items.map(restApiShape), position: next };
  });
  return jsonAnswer(page);
}

function restApi(call: Call): Answer {
  const api = findApi(call, ['REST']);
  return jsonAnswer(api.body('api', () => restApiShape(api)));
}

function restApiShape({ spec }: SimulatedApi) {
  return {
    id: spec.apiId,
    name: spec.name,
    description: spec.description,
    version: spec.version,
    createdDate: CREATED_AT,
    apiKeySource: 'HEADER',
    endpointConfiguration:
      spec.endpoint === 'private'
        ? { types: ['PRIVATE'], vpcEndpointIds: ['vpce-0a1b2c3d'] }
        : { types: ['REGIONAL'], ipAddressType: 'ipv4' },
    tags: spec.tags ?? {},
    disableExecuteApiEndpoint: spec.endpoint === 'off',
    rootResourceId: 'root000000',
    apiStatus: 'AVAILABLE',
  };
}

function stages(call: Call): Answer {
  const api = findApi(call, ['REST']);
  return jsonAnswer(
    api.body('stages', () => ({
      item: api.spec.stages.map(known => stageShape(api, known)),
    })),
  );
}

function stage(call: Call): Answer {
  const api = findApi(call, ['REST']);
  return jsonAnswer(
    Buffer.from(JSON.stringify(stageShape(api, findStage(call, api)))),
  );
}

function findStage(call: Call, api: SimulatedApi): StageSpec {
  const found = api.spec.stages.find(({ name }) => name === call.path[1]);
  if (!found) {
    throw notFound('stage', call.path[1]);
  }
  return found;
}

function stageShape(api: SimulatedApi, known: StageSpec) {
  const updatedAt = known.lastUpdatedAt ?? CREATED_AT * 1000;
  return {
    deploymentId: known.deploymentId ?? api.spec.apiId.slice(0, 6),
    stageName: known.name,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    variables: known.variables,
    tracingEnabled: false,
    createdDate: CREATED_AT,
    lastUpdatedDate: Math.floor(updatedAt / 1000),
    tags: known.tags,
  };
}

function getExport(call: Call): Answer {
  const api = findApi(call, ['REST']);
  const { name } = findStage(call, api);
  const exportType = call.path[2];
  if (exportType !== 'oas30') {
    throw new AwsError(
      400,
      'BadRequestException',
      `Unsupported export type ${exportType}`,
    );
  }
  requireJson(call.accept);
  const extensions = call.query.get('extensions') ?? '';
  return exportApi(call, api, {
    stage: name,
    integrations: /integrations|apigateway/.test(extensions),
  });
}

/** The simulator keeps its documents in one format. */
function requireJson(accept: string) {
  if (!accept.includes('application/json')) {
    throw new AwsError(
      400,
      'BadRequestException',
      `The simulator exports application/json only, not ${accept}`,
    );
  }
}

function domainNames({ region, query }: Call): Answer {
  const { items, next } = cutPage(
    region.domainNames,
    pageSize(query.get('limit')),
    query.get('position'),
  );
  const item = items.map(({ domainName }) => ({
    domainName,
    domainNameStatus: 'AVAILABLE',
    endpointConfiguration: { types: ['REGIONAL'] },
    securityPolicy: 'TLS_1_2',
  }));
  return jsonAnswer(Buffer.from(JSON.stringify({ item, position: next })));
}

function basePathMappings({ region, path }: Call): Answer {
  const domain = region.domainNames.find(
    ({ domainName }) => domainName === decodeURIComponent(path[0]),
  );
  if (!domain) {
    throw notFound('domain name', path[0]);
  }
  const item = domain.mappings.map(mapping => ({
    basePath: mapping.path || '(none)',
    restApiId: mapping.apiId,
    stage: mapping.stage,
  }));
  return jsonAnswer(Buffer.from(JSON.stringify({ item })));
}

/** `arn:aws:apigateway:<region>::/restapis/<id>`, `…/stages/<stage>` or `…::/apis/<id>` */
export function tags(call: Call): Answer {
  const arn = decodeURIComponent(call.path[0]);
  const [, apiId, stageName] =
    /::\/(?:rest)?apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  const api = call.region.findApi(apiId);
  if (!api) {
    throw notFound('resource', arn);
  }
  const known = api.spec.stages.find(({ name }) => name === stageName);
  const found = (stageName ? known?.tags : api.spec.tags) ?? {};
  return jsonAnswer(Buffer.from(JSON.stringify({ tags: found })));
}

/** The trust role denies reading what belongs to consumers. */
function secretsOfConsumers(): Answer {
  throw new AwsError(
    403,
    'AccessDeniedException',
    'User is not authorized to perform: apigateway:GET with an explicit deny',
  );
}
