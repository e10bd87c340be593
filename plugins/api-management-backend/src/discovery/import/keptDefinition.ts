import { createHash } from 'node:crypto';
import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';

const MEGABYTE = 1024 * 1024;

/** Larger definitions are noted, not kept. */
export const MAX_DEFINITION_BYTES = 5 * MEGABYTE;

/** A definition with the hash of what was exported. */
export type KeptDefinition = ApiDefinition & { hash: string };

/** A definition is no document at all; the message says so. */
export class MalformedDefinition extends Error {}

/**
 * What is kept of an exported definition.
 *
 * @throws MalformedDefinition
 */
export function keptDefinition(exported: ApiDefinition): KeptDefinition {
  const { format, note } = exported;
  // PostgreSQL takes no NUL in text, and no document needs one.
  const text = exported.text.replaceAll('\0', '');
  requireDocument(text);
  const hash = createHash('sha256').update(format).update(text).digest('hex');
  const bytes = Buffer.byteLength(text);
  return bytes <= MAX_DEFINITION_BYTES
    ? { format, text, note, hash }
    : { format, text: '', note: tooLargeNote(bytes), hash };
}

/** For an API whose first export failed. */
export function missingDefinition({ protocol }: DiscoveredApi): KeptDefinition {
  const format = protocol === 'WEBSOCKET' ? 'asyncapi' : 'openapi';
  return { format, text: '', hash: '' };
}

/** Parsing all of them would cost more than the rest of an import; this finds pages of HTML, fragments and nothing. */
function requireDocument(text: string) {
  const start = text.trimStart().slice(0, 1000);
  const whole = start.startsWith('{')
    ? text.trimEnd().endsWith('}')
    : /^\s*["']?(openapi|swagger|asyncapi|info)["']?\s*:/m.test(start);
  if (!whole) {
    throw new MalformedDefinition(
      'The gateway answered a definition that is neither OpenAPI nor AsyncAPI. Export the API in the gateway’s console to see what it answers.',
    );
  }
}

function tooLargeNote(bytes: number): string {
  const size = (bytes / MEGABYTE).toFixed(1);
  return `The definition has ${size} MB, more than the ${
    MAX_DEFINITION_BYTES / MEGABYTE
  } MB that are kept. Split the API, or leave large examples out of its models.`;
}
