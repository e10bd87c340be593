import {
  publishDefinition,
  type PublicServer,
} from '@oaf/backstage-plugin-api-management-node/definition';

/**
 * An export as consumers may see it, with one server at most. It was asked for without extensions; this
 * makes sure.
 *
 * @throws SyntaxError when the text is no OpenAPI document
 */
export function toPublicDocument(text: string, server?: PublicServer): string {
  return publishDefinition(text, { server }).text;
}
