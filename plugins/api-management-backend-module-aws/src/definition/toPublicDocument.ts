/** Extensions that tell what is behind an API: integrations, authorizers, endpoints, policies. */
const EXTENSION = 'x-amazon-apigateway-';

type Json = { [name: string]: unknown };

/** Maps whose keys are the API's own names. */
const NAME_MAPS = new Set([
  'callbacks',
  'definitions',
  'examples',
  'headers',
  'links',
  'parameters',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securityDefinitions',
  'securitySchemes',
]);

/** What no consumer may see. */
function isPrivate(name: string, isNameMap: boolean): boolean {
  return (
    name.startsWith(EXTENSION) ||
    (!isNameMap && ['servers', 'server'].includes(name))
  );
}

function withoutPrivate(value: unknown, parent?: string): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withoutPrivate(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const isNameMap = NAME_MAPS.has(parent ?? '');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isPrivate(name, isNameMap))
      .map(([name, member]) => [
        name,
        withoutPrivate(member, isNameMap ? undefined : name),
      ]),
  );
}

/** Whether there is anything to look for below the root; most exports hold nothing, and a search takes long. */
function mayHoldPrivate(text: string, document: Json): boolean {
  const servers = text.split(/"servers?"/).length - 1;
  const atRoot = document.servers ? 1 : 0;
  return text.includes(EXTENSION) || servers > atRoot;
}

function withInvokeUrl(document: Json, invokeUrl: string): Json {
  const { host, pathname, protocol } = new URL(invokeUrl);
  return document.swagger
    ? {
        ...document,
        host,
        basePath: pathname,
        schemes: [protocol.slice(0, -1)],
      }
    : { ...document, servers: [{ url: invokeUrl }] };
}

/**
 * An export as consumers may see it, with the invoke URL as its only server. It was asked for without extensions; this
 * makes sure.
 *
 * @throws SyntaxError when the text is not a JSON object with an OpenAPI version
 */
export function toPublicDocument(text: string, invokeUrl: string): string {
  const document: Json | undefined = JSON.parse(text);
  if (!document?.openapi && !document?.swagger) {
    throw new SyntaxError('it has neither an "openapi" nor a "swagger" member');
  }
  const bare = mayHoldPrivate(text, document)
    ? (withoutPrivate(document) as Json)
    : document;
  return JSON.stringify(withInvokeUrl(bare, invokeUrl));
}
