import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type {
  GatewayApi,
  GatewayApiChange,
} from '@oaf/backstage-plugin-api-management-common';

const MEGABYTE = 1024 * 1024;

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
  const bytes = api.definition?.bytes ?? Buffer.byteLength(definition ?? '');
  if (bytes > definitionLimits.catalog) {
    return emptyDocument(api, definitionFormat, tooLarge(api, bytes));
  }
  const reason =
    api.definitionNote ?? api.importError ?? 'The gateway exports none.';
  return definition || emptyDocument(api, definitionFormat, reason);
}

function tooLarge({ definition }: GatewayApi, bytes: number): string {
  const count = definition?.operationCount;
  const size = (bytes / MEGABYTE).toFixed(1);
  const limit = definitionLimits.catalog / MEGABYTE;
  return `It has ${size} MB, more than the ${limit} MB that the catalog takes. ${
    count === undefined ? 'It' : `All of its ${count} operations`
  } can be read under APIs for you, on the page of a product that contains it, and by those who manage it on the Management tab.`;
}

function emptyDocument(
  { title, apiVersion, invokeUrl, endpointNote }: GatewayApi,
  format: GatewayApiChange['definitionFormat'],
  reason: string,
): string {
  const info = {
    title,
    version: apiVersion ?? 'unknown',
    description: `The definition of this API is not shown here. ${reason}`,
  };
  const servers = invokeUrl
    ? [{ url: invokeUrl, description: endpointNote }]
    : [];
  const document =
    format === 'asyncapi'
      ? { asyncapi: '2.6.0', info, channels: {} }
      : { openapi: '3.0.3', info, servers, paths: {} };
  return JSON.stringify(document, null, 2);
}
