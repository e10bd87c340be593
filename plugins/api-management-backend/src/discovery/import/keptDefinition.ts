import { createHash } from 'node:crypto';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';

const MEGABYTE = 1024 * 1024;

/** A definition with the hash of what was exported, and the size of what is kept. */
export type KeptDefinition = ApiDefinition & { hash: string; bytes: number };

/** A definition is no document at all; the message says so. */
export class MalformedDefinition extends Error {}

/**
 * What is kept of an exported definition.
 *
 * @throws MalformedDefinition
 */
export function keptDefinition(exported: ApiDefinition): KeptDefinition {
  const { format, note, text } = documentOf(exported);
  const hash = createHash('sha256').update(format).update(text).digest('hex');
  const bytes = Buffer.byteLength(text);
  return bytes <= definitionLimits.kept
    ? { format, text, note, hash, bytes }
    : { format, text: '', note: tooLargeNote(bytes), hash, bytes: 0 };
}

/** Whether the main thread should leave a definition alone, and it may be kept all the same. */
export function isLarge({ text }: ApiDefinition): boolean {
  const { catalog, kept } = definitionLimits;
  return text.length > catalog && text.length <= kept;
}

/**
 * An exported definition as a text that every database takes.
 *
 * @throws MalformedDefinition
 */
export function documentOf(exported: ApiDefinition): ApiDefinition {
  // PostgreSQL takes no NUL in text, and no document needs one.
  const text = exported.text.replaceAll('\0', '');
  requireDocument(text);
  return { ...exported, text };
}

/** For an API whose first export failed. */
export function missingDefinition({ protocol }: DiscoveredApi): KeptDefinition {
  const format = protocol === 'WEBSOCKET' ? 'asyncapi' : 'openapi';
  return { format, text: '', hash: '', bytes: 0 };
}

/** A line of YAML that names the version; with sorted keys a large document has it late. */
const VERSION_LINE = /^[ \t]*["']?(openapi|swagger|asyncapi)["']?[ \t]*:/m;

/** Parsing all of them would cost more than the rest of an import; this finds pages of HTML, fragments and nothing. */
function requireDocument(text: string) {
  const whole = text.trimStart().startsWith('{')
    ? text.trimEnd().endsWith('}')
    : VERSION_LINE.test(text);
  if (!whole) {
    throw new MalformedDefinition(
      'The gateway answered a definition that is neither OpenAPI nor AsyncAPI. Export the API in the gateway’s console to see what it answers.',
    );
  }
}

function tooLargeNote(bytes: number): string {
  const size = (bytes / MEGABYTE).toFixed(1);
  return `The definition has ${size} MB, more than the ${
    definitionLimits.kept / MEGABYTE
  } MB that are kept. Split the API, or leave large examples out of its models.`;
}
