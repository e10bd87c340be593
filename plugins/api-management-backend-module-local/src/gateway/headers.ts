import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { LocalApi } from '../config';

/** RFC 9110 section 7.6.1, and `Expect`, which this hop has answered. */
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

/** Credentials of this hop, and names under which upstreams trust what a proxy says about the caller. */
const NOT_FORWARDED: readonly string[] = [
  'authorization',
  'client-cert',
  'client-cert-chain',
  'dpop',
  'forwarded',
  'host',
  'x-api-key',
  'x-client-cert-x5t-s256',
  'x-real-ip',
  'x-subscription-id',
];

type HeaderFields = Record<string, string | string[]>;

/** Drops what belongs to one connection, with what its `Connection` header names. */
function withoutHopByHop(headers: IncomingHttpHeaders): HeaderFields {
  const named = [headers.connection ?? []]
    .flat()
    .flatMap(value => value.toLowerCase().split(','))
    .map(name => name.trim());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] =>
        entry[1] !== undefined && !dropped.has(entry[0]),
    ),
  );
}

function isForwarded(name: string): boolean {
  return !NOT_FORWARDED.includes(name) && !name.startsWith('x-forwarded-');
}

/** A message that says both lengths is refused by Node's parser, so `content-length` can be trusted. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0
  );
}

/** What the upstream gets: the caller's own fields, and this gateway's word on who calls. */
export function toUpstreamHeaders(
  request: IncomingMessage,
  api: LocalApi,
  subscriptionId: string,
): HeaderFields {
  const fields = Object.entries(withoutHopByHop(request.headers)).filter(
    ([name]) => isForwarded(name),
  );
  const { host, protocol } = new URL(api.invokeUrl);
  const via = [request.headers.via ?? []].flat();
  return {
    ...Object.fromEntries(fields),
    via: [...via, `${request.httpVersion} embedded-gateway`].join(', '),
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.replace(':', ''),
    'x-subscription-id': subscriptionId,
  };
}

/** What the caller gets of the upstream's fields. */
export function toCallerHeaders(headers: IncomingHttpHeaders): HeaderFields {
  return withoutHopByHop(headers);
}
