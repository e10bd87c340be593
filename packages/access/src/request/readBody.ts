import { OAuthError } from '../OAuthError';
import type { AccessRequest } from './AccessRequest';

const maxBytes = 16 * 1024;

function requireMediaType({ headers }: AccessRequest, expected: string) {
  const header = headers.get('Content-Type') ?? '';
  if (header.split(';')[0].trim().toLowerCase() !== expected) {
    throw new OAuthError('invalid_request', `Content-Type must be ${expected}`);
  }
}

function requireSize(bytes: number) {
  if (bytes > maxBytes) {
    throw new OAuthError('invalid_request', 'The body is larger than 16 KiB');
  }
}

async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    requireSize(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new OAuthError('invalid_request', 'The body is not UTF-8', { cause });
  }
}

/**
 * The body as text, when it has the media type and at most 16 KiB.
 * @throws OAuthError `invalid_request`
 */
export async function readBody(
  request: AccessRequest,
  mediaType: string,
): Promise<string> {
  requireMediaType(request, mediaType);
  const { body } = request;
  if (typeof body === 'string') {
    requireSize(Buffer.byteLength(body));
    return body;
  }
  return body ? decode(await readBytes(body)) : '';
}
