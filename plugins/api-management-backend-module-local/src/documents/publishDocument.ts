import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import {
  bundleDefinition,
  publishDefinition,
  PUBLISHING_VERSION,
} from '@oaf/backstage-plugin-api-management-node/definition';
import type { PublishedDefinition } from '@oaf/backstage-plugin-api-management-node/definition';
import type { LocalApi } from '../config';
import { FolderReader } from './FolderReader';
import { readText } from './readText';
import { stampSync } from './stamp';
import type { StampedFile } from './stamp';

export type PublishRequest = {
  api: Pick<
    LocalApi,
    'definition' | 'definitionFolder' | 'upstream' | 'invokeUrl'
  >;
  /** Larger documents are refused. */
  maxBytes: number;
};

/** A document as consumers may see it. */
export type PublishedDocument = {
  info: PublishedDefinition['info'];
  /** Of all that the published text depends on. */
  fingerprint: string;
  /** The text, compressed. */
  zstd: Uint8Array;
  /** Of the text. */
  bytes: number;
};

/** What came of reading a document, as of these stamps of the files. */
export type PublishAnswer = { files: StampedFile[] } & (
  | (PublishedDocument & { problem?: undefined })
  | {
      /** Why it cannot be read, for people. */
      problem: string;
    }
);

/**
 * Reads an API's OpenAPI document (YAML or JSON) with the files of its folder that it refers to, as consumers may see it:
 * with the invoke URL wherever it told where the API runs. For a thread, because large documents take seconds.
 */
export function publishDocument({
  api,
  maxBytes,
}: PublishRequest): PublishAnswer {
  const folder = new FolderReader(api.definitionFolder, maxBytes);
  const document = stampSync(api.definition);
  const files = () => [document, ...folder.files];
  try {
    const text = readText(api.definition, maxBytes);
    return { ...publish(text, api, folder), files: files() };
  } catch (error) {
    return { problem: reasonOf(error as Error), files: files() };
  }
}

function publish(
  text: string,
  api: PublishRequest['api'],
  folder: FolderReader,
): PublishedDocument {
  const { definition, definitionFolder, upstream, invokeUrl } = api;
  const bundled = definitionFolder
    ? bundleDefinition(text, {
        path: definition,
        read: path => folder.read(path),
      })
    : text;
  const published = publishDefinition(bundled, {
    server: { url: invokeUrl },
    upstream,
  });
  return {
    info: published.info,
    fingerprint: fingerprintOf([text, ...folder.texts], api),
    zstd: zstdCompressSync(published.text),
    bytes: Buffer.byteLength(published.text),
  };
}

function fingerprintOf(
  texts: string[],
  { upstream, invokeUrl }: PublishRequest['api'],
): string {
  const hash = createHash('sha256').update(
    JSON.stringify([PUBLISHING_VERSION, upstream, invokeUrl]),
  );
  texts.forEach(text => hash.update(`${text.length}:`).update(text));
  return hash.digest('hex');
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the backend may not read it',
  EPERM: 'the backend may not read it',
};

/** The system's own sentences name paths, which are nobody's business on a page. */
function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code ? reasons[code] ?? `reading it failed (${code})` : message;
}
