import { publishDefinition } from '@oaf/backstage-plugin-api-management-node/definition';

/**
 * An export as consumers may see it, with the invoke URL as its only server. It was asked for without extensions; this
 * makes sure.
 *
 * @throws SyntaxError when the text is no OpenAPI document
 */
export function toPublicDocument(text: string, invokeUrl: string): string {
  return publishDefinition(text, { server: { url: invokeUrl } }).text;
}
