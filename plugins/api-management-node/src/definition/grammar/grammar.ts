/** An object of OpenAPI, by what its fields hold. */
export type Kind = {
  /** The keys are the API's own words: any of them may look like an extension or a field. */
  readonly ownNames: boolean;
  /** Nothing in it has a meaning in OpenAPI. */
  readonly data: boolean;
  readonly name: string;
  field(name: string): Kind;
  /** Whether consumers must not see the field. */
  isPrivate(name: string): boolean;
};

/** By field: the name of its object, `{Name}` for a map of them by names of the API's own, or `private`. */
type Fields = Record<string, string>;

const BODY: Fields = {
  content: '{MediaType}',
  schema: 'Schema',
  example: 'Data',
  examples: '{Example}',
};

/**
 * Where OpenAPI 2.0 to 3.2 and their JSON Schema have what matters here. A list is written as its items are; `*` is any
 * other field that is no extension. What is not listed is `Unknown`.
 */
const objects: Record<string, Fields> = {
  Document: {
    servers: 'private',
    host: 'private',
    basePath: 'private',
    schemes: 'private',
    paths: 'Paths',
    'x-ms-paths': 'Paths',
    webhooks: '{PathItem}',
    'x-webhooks': '{PathItem}',
    components: 'Components',
    definitions: '{Schema}',
    parameters: '{Parameter}',
    responses: '{Response}',
    securityDefinitions: '{SecurityScheme}',
    security: 'Data',
  },
  Components: {
    schemas: '{Schema}',
    responses: '{Response}',
    parameters: '{Parameter}',
    examples: '{Example}',
    requestBodies: '{Body}',
    headers: '{Parameter}',
    securitySchemes: '{SecurityScheme}',
    links: '{Link}',
    callbacks: '{Callback}',
    pathItems: '{PathItem}',
    mediaTypes: '{MediaType}',
  },
  Paths: { '*': 'PathItem' },
  Callback: { '*': 'PathItem' },
  PathItem: {
    servers: 'private',
    parameters: 'Parameter',
    additionalOperations: '{Operation}',
    ...Object.fromEntries(
      [
        'get',
        'put',
        'post',
        'delete',
        'options',
        'head',
        'patch',
        'trace',
        'query',
      ].map(method => [method, 'Operation']),
    ),
  },
  Operation: {
    servers: 'private',
    schemes: 'private',
    parameters: 'Parameter',
    requestBody: 'Body',
    responses: 'Responses',
    callbacks: '{Callback}',
    security: 'Data',
  },
  AnyOperation: { isDefaultRoute: 'private' },
  Parameter: {
    ...BODY,
    items: 'Schema',
    default: 'Data',
    enum: 'Data',
    'x-example': 'Data',
    'x-examples': 'Data',
  },
  Body: { content: '{MediaType}' },
  Responses: { '*': 'Response' },
  Response: {
    headers: '{Parameter}',
    content: '{MediaType}',
    links: '{Link}',
    schema: 'Schema',
    examples: 'Data',
  },
  Link: { server: 'private', parameters: 'Data', requestBody: 'Data' },
  MediaType: {
    ...BODY,
    itemSchema: 'Schema',
    encoding: '{Encoding}',
    prefixEncoding: 'Encoding',
    itemEncoding: 'Encoding',
  },
  Encoding: { headers: '{Parameter}', encoding: '{Encoding}' },
  Example: { value: 'Data', dataValue: 'Data', serializedValue: 'Data' },
  SecurityScheme: { flows: 'Flows', scopes: 'Data' },
  Flows: { '*': 'Flow' },
  Flow: { scopes: 'Data' },
  Discriminator: { mapping: 'Data' },
  Schema: {
    ...Object.fromEntries(
      [
        'additionalItems',
        'additionalProperties',
        'allOf',
        'anyOf',
        'contains',
        'contentSchema',
        'else',
        'if',
        'items',
        'not',
        'oneOf',
        'prefixItems',
        'propertyNames',
        'then',
        'unevaluatedItems',
        'unevaluatedProperties',
      ].map(keyword => [keyword, 'Schema']),
    ),
    ...Object.fromEntries(
      [
        '$defs',
        'definitions',
        'dependencies',
        'dependentSchemas',
        'patternProperties',
        'properties',
      ].map(keyword => [keyword, '{Schema}']),
    ),
    ...Object.fromEntries(
      [
        '$vocabulary',
        'const',
        'default',
        'dependentRequired',
        'enum',
        'example',
        'examples',
        'x-example',
        'x-examples',
      ].map(keyword => [keyword, 'Data']),
    ),
    discriminator: 'Discriminator',
  },
  Unknown: { '*': 'Unknown' },
  Data: { '*': 'Data' },
};

objects.AnyOperation = { ...objects.Operation, ...objects.AnyOperation };

const kinds = new Map<string, Kind>();

function createKind(name: string): Kind {
  const [, item] = /^\{(.+)\}$/.exec(name) ?? [];
  const fields = new Map(Object.entries(item ? { '*': item } : objects[name]));
  const data = name === 'Data';
  const fieldName = (field: string) =>
    fields.get(field) ??
    (!data && !item && /^x-/i.test(field)
      ? 'Unknown'
      : fields.get('*') ?? 'Unknown');
  return {
    name,
    ownNames: item !== undefined || data,
    data,
    field: field => kindOf(fieldName(field)),
    isPrivate: field => fields.get(field) === 'private',
  };
}

export function kindOf(name: string): Kind {
  const kind = kinds.get(name) ?? createKind(name);
  kinds.set(name, kind);
  return kind;
}
