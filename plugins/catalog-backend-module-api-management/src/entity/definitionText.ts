import type {
  GatewayApi,
  GatewayApiChange,
} from '@oaf/backstage-plugin-api-management-common';

/** Larger definitions would bloat every read of the entity; the catalog keeps each several times over. */
export const MAX_DEFINITION_BYTES = 1024 * 1024;

/**
 * The text for `spec.definition`. A definition that is missing or too large is replaced by a valid, empty
 * one of the same kind, whose description says why.
 */
export function definitionText(
  api: GatewayApi,
  {
    definition,
    definitionFormat,
  }: Pick<GatewayApiChange, 'definition' | 'definitionFormat'>,
): string {
  if (!definition) {
    const reason =
      api.definitionNote ?? api.importError ?? 'The gateway exports none.';
    return emptyDocument(api, definitionFormat, reason);
  }
  const bytes = Buffer.byteLength(definition);
  return bytes <= MAX_DEFINITION_BYTES
    ? definition
    : emptyDocument(
        api,
        definitionFormat,
        `It has ${bytes} bytes, more than the ${MAX_DEFINITION_BYTES} that the catalog takes.`,
      );
}

function emptyDocument(
  { title, apiVersion, invokeUrl }: GatewayApi,
  format: GatewayApiChange['definitionFormat'],
  reason: string,
): string {
  const info = {
    title,
    version: apiVersion ?? 'unknown',
    description: `The definition of this API is not shown here. ${reason}`,
  };
  const document =
    format === 'asyncapi'
      ? { asyncapi: '2.6.0', info, channels: {} }
      : { openapi: '3.0.3', info, servers: [{ url: invokeUrl }], paths: {} };
  return JSON.stringify(document, null, 2);
}
