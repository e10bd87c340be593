import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  publishDefinition,
  PUBLISHING_VERSION,
} from '@oaf/backstage-plugin-api-management-node/definition';
import type { PublishedDefinition } from '@oaf/backstage-plugin-api-management-node/definition';
import type { LocalApi } from '../config';

function unreadable({ configKey, definition }: LocalApi, cause: unknown) {
  const reason = cause instanceof Error ? cause.message : cause;
  return new Error(
    `The OpenAPI document ${definition}, named by '${configKey}.definition', cannot be read: ${reason}`,
    { cause },
  );
}

/** Of all that the published document depends on. */
function fingerprintOf({ upstream, invokeUrl }: LocalApi, text: string) {
  return createHash('sha256')
    .update(JSON.stringify([PUBLISHING_VERSION, upstream, invokeUrl]))
    .update(text)
    .digest('hex');
}

/**
 * Reads an API's OpenAPI document (YAML or JSON) as consumers may see it: with the invoke URL wherever it told where the
 * API runs.
 *
 * @throws Error naming the file and the configuration key
 */
export async function readDocument(
  api: LocalApi,
): Promise<PublishedDefinition & { fingerprint: string }> {
  const { definition, invokeUrl, upstream } = api;
  try {
    const text = await readFile(definition, 'utf8');
    return {
      ...publishDefinition(text, { server: { url: invokeUrl }, upstream }),
      fingerprint: fingerprintOf(api, text),
    };
  } catch (error) {
    throw unreadable(api, error);
  }
}
