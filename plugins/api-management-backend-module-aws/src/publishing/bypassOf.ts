import {
  GatewayError,
  type BypassFinding,
  type PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane } from '../controlPlane/ControlPlane';

type RestApi = { policy?: string; disableExecuteApiEndpoint?: boolean };
type RestMethod = { authorizationType?: string; apiKeyRequired?: boolean };
type RestResources = {
  _embedded?: unknown;
  item?: Array<{ resourceMethods?: Record<string, RestMethod> }>;
};
type HttpRoutes = { items?: Array<{ authorizationType?: string }> };

/** How many operations there are, and how many of them ask for nothing. */
type Openness = { operations: number; open: number; hasPolicy: boolean };

const REMEDY =
  'Put an authorizer or a resource policy before it that lets nobody pass but who comes by the gateway, or make it private.';

/** Reads the imported APIs of routes, to say whether they can be called past the gateway. */
export async function bypassOf(
  plane: ControlPlane,
  route: PublishedRoute,
  signal: AbortSignal,
): Promise<BypassFinding> {
  const { gatewayApiId, api } = route;
  try {
    const openness = await readOpenness(plane, route, signal);
    return { gatewayApiId, ...judge(api.url, openness) };
  } catch (error) {
    if (error instanceof GatewayError) {
      const why = `The API cannot be read. ${error.message}`;
      return { gatewayApiId, possible: undefined, why };
    }
    throw error;
  }
}

function judge(
  url: string,
  { operations, open, hasPolicy }: Openness,
): Omit<BypassFinding, 'gatewayApiId'> {
  if (open === 0) {
    return {
      possible: false,
      why: `Each of the ${operations} operations at ${url} asks for credentials of its own. Calls by the gateway need them, too.`,
    };
  }
  if (hasPolicy) {
    return {
      possible: undefined,
      why: `${open} of ${operations} operations at ${url} ask for nothing; whom they answer is up to the resource policy of the API.`,
      remedy: REMEDY,
    };
  }
  return {
    possible: true,
    why: `${open} of ${operations} operations at ${url} answer whoever knows the address.`,
    remedy: REMEDY,
  };
}

function readOpenness(
  plane: ControlPlane,
  { api }: PublishedRoute,
  signal: AbortSignal,
): Promise<Openness> {
  const { account, region } = api;
  const reading = { account, region, priority: 'interactive' as const, signal };
  return api.protocol === 'HTTP'
    ? readHttpApi(plane, reading, api.apiId)
    : readRestApi(plane, reading, api.apiId);
}

type Reading = Parameters<ControlPlane['get']>[0];

async function readRestApi(
  plane: ControlPlane,
  reading: Reading,
  id: string,
): Promise<Openness> {
  const path = `/restapis/${id}`;
  const api = await plane.getJson<RestApi>(reading, path);
  const resources = await plane.getJson<RestResources>(
    reading,
    `${path}/resources`,
    { embed: 'methods', limit: '500' },
  );
  const methods = (resources.item ?? []).flatMap(({ resourceMethods }) =>
    Object.entries(resourceMethods ?? {})
      .filter(([name]) => name !== 'OPTIONS')
      .map(([, method]) => method),
  );
  const isOpen = ({ authorizationType, apiKeyRequired }: RestMethod) =>
    (authorizationType ?? 'NONE') === 'NONE' && !apiKeyRequired;
  return {
    operations: methods.length,
    open: methods.filter(isOpen).length,
    hasPolicy: Boolean(api.policy),
  };
}

async function readHttpApi(
  plane: ControlPlane,
  reading: Reading,
  id: string,
): Promise<Openness> {
  const path = `/v2/apis/${id}/routes`;
  const { items = [] } = await plane.getJson<HttpRoutes>(reading, path, {
    maxResults: '500',
  });
  const open = items.filter(
    ({ authorizationType }) => (authorizationType ?? 'NONE') === 'NONE',
  );
  return { operations: items.length, open: open.length, hasPolicy: false };
}
