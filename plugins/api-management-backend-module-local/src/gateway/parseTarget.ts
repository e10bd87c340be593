import { GatewayProblem } from './GatewayProblem';

/** The request target, cut but not decoded: what the upstream gets is byte for byte what the caller sent. */
export interface Target {
  /** Whole path, for example `/accounts/v1/items`. */
  path: string;
  /** First segment, for example `accounts`. */
  segment: string;
  /** Path after the first segment, empty or starting with `/`. */
  rest: string;
  /** Empty or starting with `?`. */
  query: string;
}

function badPath(detail: string) {
  return new GatewayProblem(400, 'invalid_path', { detail });
}

const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i;

/** Bytes as characters, as they need not be UTF-8; what is no escape stays, as lenient servers have it. */
function decodeBytes(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, byte) =>
    String.fromCharCode(parseInt(byte, 16)),
  );
}

/** UTF-8 that takes more bytes for an ASCII character than it needs, which old decoders read all the same. */
const OVERLONG =
  /[\xc0\xc1][\x80-\xbf]|\xe0[\x80\x81][\x80-\xbf]|\xf0\x80[\x80\x81][\x80-\xbf]/g;

function readOverlong(path: string): string {
  return path.replace(OVERLONG, bytes => {
    const [before, last] = [...bytes].slice(-2).map(byte => byte.charCodeAt(0));
    // eslint-disable-next-line no-bitwise
    return String.fromCharCode(((before & 1) << 6) | (last & 0x3f));
  });
}

/** What is encoded more often serves no server, and costs time to judge. */
const MAX_ENCODINGS = 5;

/** Servers differ in how often they decode, and some drop what follows a `;`, so each reading is judged. */
function readingsOf(path: string, encodings = 0): string[] {
  if (encodings > MAX_ENCODINGS) {
    throw badPath('The path is percent-encoded too often.');
  }
  const decoded = readOverlong(decodeBytes(path));
  return decoded === path
    ? [path]
    : [path, ...readingsOf(decoded, encodings + 1)];
}

/** The controls of ASCII, and those of Latin-1 as UTF-8 has them. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x1f\x7f]|\xc2[\x80-\x9f]/;

function isDotSegment(segment: string): boolean {
  return ['.', '..'].includes(segment.split(';')[0]);
}

/** A path that some server could resolve to a place above the API's base is refused, not repaired (RFC 3986 section 5.2.4). */
function requireContained(path: string) {
  if (BROKEN_ESCAPE.test(path)) {
    throw badPath('The path holds an invalid percent-encoding.');
  }
  for (const reading of readingsOf(path)) {
    if (CONTROL.test(reading)) {
      throw badPath('The path holds a control character.');
    }
    if (reading.split(/[/\\]/).some(isDotSegment)) {
      throw badPath('The path holds a dot segment.');
    }
  }
}

/** A server must accept the absolute form (RFC 9112 section 3.2.2); its authority is worth no more than `Host`. */
function toOriginForm(requestTarget: string): string {
  return requestTarget.replace(/^https?:\/\/[^/?]*/i, '');
}

/** @throws GatewayProblem 400 */
export function parseTarget(requestTarget: string): Target {
  if (requestTarget.includes('#')) {
    throw badPath('The request target holds a fragment.');
  }
  const target = toOriginForm(requestTarget);
  const [path] = target.split('?', 1);
  if (!path.startsWith('/')) {
    throw badPath('The request target must be a path.');
  }
  requireContained(path);
  const [segment] = path.slice(1).split('/', 1);
  return {
    path,
    segment,
    rest: path.slice(segment.length + 1),
    query: target.slice(path.length),
  };
}
