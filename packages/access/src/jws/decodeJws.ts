import { BoundedCache } from '../cache/BoundedCache';

/** A compact JWS (RFC 7515 section 7.1) that nobody has verified. */
export interface UnverifiedJws {
  /** The same object for the same text, as long as it is remembered; not to be changed. */
  header: Readonly<Record<string, unknown>>;
  payload: Record<string, unknown>;
  signingInput: string;
  signature: Uint8Array;
}

const form = /^[\w-]+\.[\w-]+\.[\w-]+$/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseObject(part: string): Record<string, unknown> {
  const value: unknown = JSON.parse(
    utf8.decode(Buffer.from(part, 'base64url')),
  );
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('A part of the JWS is not a JSON object');
  }
  return value as Record<string, unknown>;
}

/** A client writes the same header again and again: reading it once saves half the work of decoding. */
const headers = new BoundedCache<Record<string, unknown>>(1000);

/** Longer ones are junk, and shall not fill the memory. */
const maxRemembered = 1024;

function parseHeader(part: string): Record<string, unknown> {
  const known = headers.get(part);
  if (known) {
    return known;
  }
  const header = parseObject(part);
  if (part.length <= maxRemembered) {
    headers.set(part, header);
  }
  return header;
}

/**
 * The parts of a compact JWS whose payload is a JSON object.
 * @throws SyntaxError when it has another form
 * @throws TypeError when it is not UTF-8
 */
export function decodeJws(jws: string): UnverifiedJws {
  if (!form.test(jws)) {
    throw new SyntaxError('The text is not a compact JWS');
  }
  const headerEnd = jws.indexOf('.');
  const payloadEnd = jws.lastIndexOf('.');
  return {
    header: parseHeader(jws.slice(0, headerEnd)),
    payload: parseObject(jws.slice(headerEnd + 1, payloadEnd)),
    signingInput: jws.slice(0, payloadEnd),
    signature: Buffer.from(jws.slice(payloadEnd + 1), 'base64url'),
  };
}
