import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { LocalApi } from '../config';

/** The parts of an OpenAPI document that the driver reads; everything else is passed on. */
export interface OpenApiDocument {
  openapi?: string;
  swagger?: string;
  info?: { title?: string; description?: string; version?: string | number };
  [member: string]: unknown;
}

function unreadable({ configKey, definition }: LocalApi, cause: unknown) {
  const reason = cause instanceof Error ? cause.message : cause;
  return new Error(
    `The OpenAPI document ${definition}, named by '${configKey}.definition', cannot be read: ${reason}`,
    { cause },
  );
}

function parseDocument(text: string): OpenApiDocument {
  const document = parse(text);
  if (!document?.openapi && !document?.swagger) {
    throw new Error('it has neither an "openapi" nor a "swagger" member');
  }
  return document;
}

/**
 * Reads an API's OpenAPI document (YAML or JSON).
 * @throws Error naming the file and the configuration key
 */
export async function readDocument(
  api: LocalApi,
): Promise<{ document: OpenApiDocument; sha256: string }> {
  try {
    const text = await readFile(api.definition, 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { document: parseDocument(text), sha256 };
  } catch (error) {
    throw unreadable(api, error);
  }
}
