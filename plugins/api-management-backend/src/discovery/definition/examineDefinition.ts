import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiDefinition,
  CompressedDefinition,
} from '@oaf/backstage-plugin-api-management-node';
import type { KeptDefinition } from '../import/keptDefinition';
import type { DefinitionThread } from './DefinitionThread';

/** A definition with what was found in it. */
export type ExaminedDefinition = Omit<KeptDefinition, 'text'> & {
  /** At least this or `zstd` is there. */
  text?: string;
  /** Only of definitions that the catalog does not take. */
  operationCount?: number;
  outline?: Uint8Array;
  /** The text, compressed, when that was done in passing. */
  zstd?: Uint8Array;
};

/** References that do not begin with `#`, and spellings of `$ref` that only a parser reads. */
const MAY_LEAD_OUT =
  /\$ref["']?\s*:\s*["']?(?!["'#\s])|\\u0024|\\x24|\?\s+["']?\$ref/i;

/** So many references are named; a note is read, not searched. */
const NAMED = 5;

/**
 * Makes references harmless that lead out of a document, and lists the operations of one that the catalog does not take.
 * Most definitions need neither and are not parsed.
 *
 * @throws JobFailure
 */
export async function examineDefinition(
  thread: DefinitionThread,
  definition: KeptDefinition,
): Promise<ExaminedDefinition> {
  const { format, text, note, bytes } = definition;
  const outlined = format === 'openapi' && bytes > definitionLimits.catalog;
  if (!outlined && !MAY_LEAD_OUT.test(text)) {
    return definition;
  }
  const found = await thread.run('examine', {
    text,
    format,
    outlined,
    packed: false,
  });
  const { references, operationCount, outline } = found;
  const settled = found.text ?? text;
  return {
    ...definition,
    text: settled,
    bytes: Buffer.byteLength(settled),
    note: joined(note, referencesNote(references)),
    operationCount,
    outline,
  };
}

/**
 * The same for a text of megabytes: hashing and compressing it would keep the main thread for a tenth of a second.
 *
 * @throws JobFailure
 */
export async function examineLargeDefinition(
  thread: DefinitionThread,
  { note, ...exported }: ApiDefinition | CompressedDefinition,
): Promise<ExaminedDefinition> {
  const { format } = exported;
  const outlined = format === 'openapi';
  const { references, ...found } = await thread.run('examine', {
    ...exported,
    outlined,
    packed: true,
  });
  const { hash, bytes, zstd, operationCount, outline } = found;
  return {
    format,
    note: joined(note, referencesNote(references)),
    hash: hash!,
    bytes: bytes!,
    zstd,
    operationCount,
    outline,
  };
}

function joined(...notes: Array<string | undefined>): string | undefined {
  return notes.filter(Boolean).join(' ') || undefined;
}

function referencesNote(references: string[]): string | undefined {
  if (references.length === 0) {
    return undefined;
  }
  const named = references.slice(0, NAMED).join(', ');
  const more = references.length - NAMED;
  return `What these references lead to is missing, because they leave the document: ${named}${
    more > 0 ? ` and ${more} more` : ''
  }. Bundle it into the document.`;
}
