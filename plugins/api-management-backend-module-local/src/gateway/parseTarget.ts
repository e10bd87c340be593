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

function tryDecode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Servers differ in how often they decode, and some drop what follows a `;`, so each reading is judged. */
function readingsOf(path: string): string[] {
  const decoded = tryDecode(path);
  return decoded === undefined || decoded === path
    ? [path]
    : [path, ...readingsOf(decoded)];
}

function isDotSegment(segment: string): boolean {
  return ['.', '..'].includes(segment.split(';')[0]);
}

/** A path that some server could resolve to a place above the API's base is refused, not repaired (RFC 3986 section 5.2.4). */
function requireContained(path: string) {
  if (tryDecode(path) === undefined) {
    throw badPath('The path holds an invalid percent-encoding.');
  }
  for (const reading of readingsOf(path)) {
    if (/\p{Cc}/u.test(reading)) {
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
