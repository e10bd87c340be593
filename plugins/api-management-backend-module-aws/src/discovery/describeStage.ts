import { createHash } from 'node:crypto';
import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import { PUBLISHING_VERSION } from '@oaf/backstage-plugin-api-management-node/definition';
import type { Reading } from '../controlPlane/ControlPlane';
import { partitionOf } from '../partitions/partitions';
import type { RestApi, RestStage, V2Api, V2Stage } from './apiGatewayShapes';
import type { Endpoint, Endpoints } from './Endpoints';

type Stage = {
  stageName: string;
  tags?: Record<string, string>;
  /** What changes with the definition. */
  versions: unknown[];
};

type Api = Omit<RestApi, 'id'> & {
  apiId: string;
  protocol: DiscoveredApi['protocol'];
  /** What ARNs call the collection. */
  collection: 'restapis' | 'apis';
};

/** Of everything that shows in an export. */
function fingerprintOf(api: Api, stage: Stage, endpoint: Endpoint): string {
  const parts = [
    PUBLISHING_VERSION,
    api.name,
    api.description,
    api.version,
    endpoint.invokeUrl,
    endpoint.endpointNote,
  ];
  return createHash('sha256')
    .update(JSON.stringify([...parts, ...stage.versions]))
    .digest('hex')
    .slice(0, 32);
}

/** A stage's tags go over its API's, whatever the case of their keys. */
function stageTags(
  ofApi: Record<string, string> = {},
  ofStage: Record<string, string> = {},
): Record<string, string> {
  const keys = Object.keys(ofStage).map(key => key.toLowerCase());
  const others = Object.entries(ofApi).filter(
    ([key]) => !keys.includes(key.toLowerCase()),
  );
  return { ...Object.fromEntries(others), ...ofStage };
}

function consoleUrl({ account, region }: Reading, { apiId, protocol }: Api) {
  const host = `${region}.${partitionOf(account.partition).consoleHost}`;
  const page = protocol === 'REST' ? `apis/${apiId}/stages` : 'develop/stages';
  return `https://${host}/apigateway/main/${page}?api=${apiId}&region=${region}`;
}

function describeStage(
  reading: Reading,
  api: Api,
  stage: Stage,
  endpoints: Endpoints,
): DiscoveredApi {
  const { account, region } = reading;
  const endpoint = endpoints(api, stage.stageName);
  return {
    region,
    apiId: api.apiId,
    stage: stage.stageName,
    title: api.name || api.apiId,
    description: api.description || undefined,
    apiVersion: api.version || undefined,
    protocol: api.protocol,
    ...endpoint,
    consoleUrl: consoleUrl(reading, api),
    arn: `arn:${account.partition}:apigateway:${region}::/${api.collection}/${api.apiId}/stages/${stage.stageName}`,
    tags: stageTags(api.tags, stage.tags),
    fingerprint: fingerprintOf(api, stage, endpoint),
  };
}

export function describeRestStage(
  reading: Reading,
  { id, ...api }: RestApi,
  stage: RestStage,
  endpoints: Endpoints,
): DiscoveredApi {
  const { stageName, tags, deploymentId, lastUpdatedDate } = stage;
  const versions = [deploymentId, lastUpdatedDate, stage.documentationVersion];
  return describeStage(
    reading,
    { ...api, apiId: id, protocol: 'REST', collection: 'restapis' },
    { stageName, tags, versions },
    endpoints,
  );
}

export function describeV2Stage(
  reading: Reading,
  api: V2Api,
  stage: V2Stage,
  endpoints: Endpoints,
): DiscoveredApi {
  const { stageName, tags, deploymentId, lastUpdatedDate } = stage;
  return describeStage(
    reading,
    { ...api, protocol: api.protocolType, collection: 'apis' },
    { stageName, tags, versions: [deploymentId, lastUpdatedDate] },
    endpoints,
  );
}
