import {
  withInvokeUrl,
  withoutPrivate,
} from '@oaf/backstage-plugin-api-management-node/definition';

/** Extensions that tell what is behind an API: integrations, authorizers, endpoints, policies. */
const EXTENSION = 'x-amazon-apigateway-';

type Json = { [name: string]: unknown };

/** Whether there is anything to look for below the root; most exports hold nothing, and a search takes long. */
function mayHoldPrivate(text: string, document: Json): boolean {
  const servers = text.split(/"servers?"/).length - 1;
  const atRoot = document.servers ? 1 : 0;
  return text.includes(EXTENSION) || servers > atRoot;
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
    ? withoutPrivate(document, name => name.startsWith(EXTENSION))
    : document;
  return JSON.stringify(withInvokeUrl(bare, invokeUrl));
}
