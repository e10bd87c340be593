import { OAuthError } from '../OAuthError';

const maxBytes = 16 * 1024;

function requireMediaType(request: Request, expected: string) {
  const header = request.headers.get('Content-Type') ?? '';
  if (header.split(';')[0].trim().toLowerCase() !== expected) {
    throw new OAuthError('invalid_request', `Content-Type must be ${expected}`);
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new OAuthError('invalid_request', 'The body is larger than 16 KiB');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The body as text, when it has the media type and at most 16 KiB.
 * @throws OAuthError `invalid_request`
 */
export async function readBody(
  request: Request,
  mediaType: string,
): Promise<string> {
  requireMediaType(request, mediaType);
  const bytes = await readBytes(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new OAuthError('invalid_request', 'The body is not UTF-8', { cause });
  }
}
