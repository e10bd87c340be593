import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import type { V2Model, V2Route } from '../discovery/apiGatewayShapes';
import { infoOf } from './metadataOnly';

/** Not messages but the opening and closing of a connection. */
const LIFE_CYCLE = ['$connect', '$disconnect'];

/** Models refer to each other by the address of API Gateway. */
const MODEL_REFERENCE =
  /^https:\/\/apigateway\.[^/]+\/restapis\/[^/]+\/models\/([^/]+)$/;

function relink(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(relink);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      // AsyncAPI has one dialect of JSON Schema for all.
      .filter(([name]) => name !== '$schema')
      .map(([name, member]) => {
        const [, model] =
          (name === '$ref' && MODEL_REFERENCE.exec(String(member))) || [];
        return [name, model ? `#/components/schemas/${model}` : relink(member)];
      }),
  );
}

/** An unreadable schema says nothing about the message; the rest of the API is still worth showing. */
function parseSchema({ schema = '{}' }: V2Model): unknown {
  try {
    return relink(JSON.parse(schema));
  } catch {
    return {};
  }
}

/** Component names may hold `A-Z a-z 0-9 . - _`; every other character becomes its code point. */
function componentName(text: string): string {
  return text.replace(
    /[^\w.-]/g,
    character => `_${character.codePointAt(0)!.toString(16)}`,
  );
}

function toMessage({ routeKey, requestModels }: V2Route, known: Set<string>) {
  const models = Object.values(requestModels ?? {}).filter(name =>
    known.has(name),
  );
  const schemas = [...new Set(models)].map(name => ({
    $ref: `#/components/schemas/${name}`,
  }));
  const payload = schemas.length > 1 ? { oneOf: schemas } : schemas[0];
  return { name: routeKey, title: routeKey, ...(payload && { payload }) };
}

function toOperation(
  { operationName }: V2Route,
  message: string,
  selection: string | undefined,
) {
  return {
    action: 'receive',
    channel: { $ref: '#/channels/connection' },
    summary: operationName,
    description:
      selection && `Chosen by the route selection expression ${selection}`,
    messages: [{ $ref: `#/channels/connection/messages/${message}` }],
  };
}

function serversOf({ invokeUrl, endpointNote, stage }: DiscoveredApi) {
  if (invokeUrl === undefined) {
    return undefined;
  }
  const { protocol, host, pathname } = new URL(invokeUrl);
  return {
    [componentName(stage)]: {
      host,
      pathname: pathname === '/' ? undefined : pathname,
      protocol: protocol.slice(0, -1),
      description: endpointNote,
    },
  };
}

/**
 * An AsyncAPI 3.0 document of a WebSocket API: what its routes receive. API Gateway does not know what the API sends.
 * https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function toAsyncApi(
  api: DiscoveredApi,
  parts: { routes: V2Route[]; models: V2Model[]; selection?: string },
): string {
  const known = new Set(parts.models.map(({ name }) => name));
  const routes = parts.routes
    .filter(({ routeKey }) => !LIFE_CYCLE.includes(routeKey))
    .sort((a, b) => (a.routeKey < b.routeKey ? -1 : 1))
    .map(route => ({ route, name: componentName(route.routeKey) }));
  const byName = <Value>(toValue: (entry: (typeof routes)[number]) => Value) =>
    Object.fromEntries(routes.map(entry => [entry.name, toValue(entry)]));
  return JSON.stringify({
    asyncapi: '3.0.0',
    info: infoOf(api),
    servers: serversOf(api),
    channels: {
      connection: {
        address: '/',
        messages: byName(({ name }) => ({
          $ref: `#/components/messages/${name}`,
        })),
      },
    },
    operations: byName(({ route, name }) =>
      toOperation(route, name, parts.selection),
    ),
    components: {
      messages: byName(({ route }) => toMessage(route, known)),
      schemas: Object.fromEntries(
        parts.models.map(model => [model.name, parseSchema(model)]),
      ),
    },
  });
}
