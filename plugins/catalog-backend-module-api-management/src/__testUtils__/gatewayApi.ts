import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import type { GatewayApiUpsert } from '../entity/gatewayApiEntity';

export function gatewayApi(overrides: Partial<GatewayApi> = {}): GatewayApi {
  const name = overrides.name ?? 'claims';
  return {
    id: `id-${name}`,
    accountLinkId: 'link-1',
    accountId: '111122223333',
    region: 'eu-central-1',
    apiId: `gw-${name}`,
    stage: 'live',
    name,
    title: 'Claims notification',
    protocol: 'REST',
    invokeUrl: 'https://api.example.com/claims',
    entityRef: `api:default/${name}`,
    tags: {},
    products: [],
    subscriptionCount: 0,
    importedAt: '2026-11-23T10:00:00.000Z',
    changedAt: '2026-11-23T10:00:00.000Z',
    ...overrides,
  };
}

export function upsert(
  name: string,
  overrides: Partial<GatewayApiUpsert> = {},
): GatewayApiUpsert {
  return {
    type: 'upsert',
    name,
    gatewayApi: gatewayApi({ name }),
    definition: 'openapi: 3.0.3',
    definitionFormat: 'openapi',
    owner: 'group:default/team-a',
    ...overrides,
  };
}
