/** Maps of OpenAPI and JSON Schema whose keys are the API's own names. */
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

const SERVERS = ['servers', 'server'];

function dropFrom(
  value: unknown,
  isExtension: (name: string) => boolean,
  parent?: string,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => dropFrom(item, isExtension));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const isNameMap = NAME_MAPS.has(parent ?? '');
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name]) =>
          !isExtension(name) && (isNameMap || !SERVERS.includes(name)),
      )
      .map(([name, member]) => [
        name,
        dropFrom(member, isExtension, isNameMap ? undefined : name),
      ]),
  );
}

/**
 * An OpenAPI document without the servers it names at any depth, and without the gateway's extensions that tell what is
 * behind the API. Properties, parameters, headers and whatever else the API has named itself stay, also when one is called
 * `server`.
 *
 * @public
 */
export function withoutPrivate(
  document: Record<string, unknown>,
  isExtension: (name: string) => boolean = () => false,
): Record<string, unknown> {
  return dropFrom(document, isExtension) as Record<string, unknown>;
}
