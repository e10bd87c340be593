import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import { parse } from 'yaml';

type Operation = { parameters?: Array<{ required?: boolean }> };
type OpenApi = { paths?: Record<string, { get?: Operation }> };

/** The first GET that anybody can call without knowing a parameter; `/` when there is none. */
export function examplePathOf(definition: ApiDefinition): string {
  const document = parseOpenApi(definition);
  const simple = Object.entries(document?.paths ?? {}).find(
    ([path, item]) =>
      item?.get &&
      !path.includes('{') &&
      !item.get.parameters?.some(({ required }) => required),
  );
  return simple?.[0] ?? '/';
}

/** A definition that is no OpenAPI text has no example; it is shown as it is elsewhere. */
function parseOpenApi(definition: ApiDefinition): OpenApi | undefined {
  if (definition.format !== 'openapi') {
    return undefined;
  }
  try {
    return parse(definition.text) as OpenApi;
  } catch {
    return undefined;
  }
}
