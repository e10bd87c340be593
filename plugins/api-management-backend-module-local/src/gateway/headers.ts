import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Header fields as undici and Node take them: name, value, name, value. */
export type FlatHeaders = string[];

/** RFC 9110 section 7.6.1, and `Expect`, which this hop answers. */
const HOP_BY_HOP: readonly string[] = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Credentials of this hop: the authorizer reads them, the upstream does not get them. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorization',
  'dpop',
  'x-api-key',
]);

/** Names under which servers trust what a proxy says about a caller. Only this gateway may use them, in both directions. */
const CLAIMED_IDENTITY: ReadonlySet<string> = new Set([
  'forwarded',
  'remote-user',
  'true-client-ip',
  'x-real-ip',
  'x-remote-user',
]);

/**
 * Names by which servers and frameworks take another method, host or path than the one that was judged: method overrides,
 * the rewritten URL as IIS, nginx, Envoy, Azure and Symfony pass it on, and Rack's and Next.js's inner routing.
 */
const CLAIMED_TARGET =
  /^x-((http-)?(method|verb|host|path|uri|url)(-override)?|(original|override|proxy|request|rewrite|rewritten|envoy-original)-(method|verb|host|path|uri|url)|waws-unencoded-url|accel-.*|sendfile-type|middleware-(subrequest|rewrite))$/;

/** RFC 9440 and its forerunners, proxies' `X-Forwarded-*`, and what AWS's balancers and API Gateway say of a caller. */
const CLAIMED_IDENTITY_PREFIX =
  /^(client-cert|ssl-client-|x-(amzn-(?!errortype|requestid|trace-id)|apigateway-|authenticated-|client-(cert|ip)|forwarded|ssl-|subscription-))/;

function isClaimedIdentity(name: string): boolean {
  return CLAIMED_IDENTITY.has(name) || CLAIMED_IDENTITY_PREFIX.test(name);
}

const CONNECTION_ONLY: ReadonlySet<string> = new Set(HOP_BY_HOP);

/** What belongs to one connection, with what its `Connection` fields name. */
function connectionOnly(
  connection: string | string[] | undefined,
): ReadonlySet<string> {
  const named = [connection ?? []]
    .flat()
    .flatMap(value => value.toLowerCase().split(','))
    .map(name => name.trim())
    .filter(name => name !== 'keep-alive' && name !== 'close');
  return named.length > 0
    ? new Set([...HOP_BY_HOP, ...named])
    : CONNECTION_ONLY;
}

/** A message that says both lengths is refused by Node's parser, so `content-length` can be trusted. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0
  );
}

/**
 * The caller's own fields as they came, without credentials, claims of identity or of another target, and what belongs to
 * the connection.
 * Names with an underscore stay behind, as with nginx: CGI and its kin read `X_Subscription_Id` as `X-Subscription-Id`.
 */
function callersOwn({ rawHeaders, headers }: IncomingMessage): FlatHeaders {
  const dropped = connectionOnly(headers.connection);
  const kept: FlatHeaders = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    if (
      name !== 'host' &&
      name !== 'via' &&
      !dropped.has(name) &&
      !name.includes('_') &&
      !CREDENTIALS.has(name) &&
      !CLAIMED_TARGET.test(name) &&
      !isClaimedIdentity(name)
    ) {
      kept.push(name, rawHeaders[index + 1]);
    }
  }
  return kept;
}

/** What the upstream gets: the caller's own fields, and this gateway's word on who calls. */
export function toUpstreamHeaders(
  request: IncomingMessage,
  said: {
    /** The public origin, which the caller called. */
    host: string;
    proto: string;
    sourceIp: string;
    subscriptionId: string;
  },
): FlatHeaders {
  const { via } = request.headers;
  const hop = `${request.httpVersion} embedded-gateway`;
  return callersOwn(request).concat(
    ['via', via ? `${via}, ${hop}` : hop],
    ['x-forwarded-for', said.sourceIp],
    ['x-forwarded-host', said.host],
    ['x-forwarded-proto', said.proto],
    ['x-subscription-id', said.subscriptionId],
  );
}

/**
 * What the caller gets of the upstream's fields. `Alt-Svc` stays behind too: it would lead the next call past the
 * gateway (RFC 7838). A 204 carries no length (RFC 9110 section 8.6).
 */
export function toCallerHeaders(
  headers: IncomingHttpHeaders,
  status: number,
): Record<string, string | string[]> {
  const dropped = connectionOnly(headers.connection);
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (
      value !== undefined &&
      name !== 'alt-svc' &&
      !(name === 'content-length' && status === 204) &&
      !dropped.has(name) &&
      !isClaimedIdentity(name)
    ) {
      kept[name] = value;
    }
  }
  return kept;
}
