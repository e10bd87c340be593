import { stringify } from 'yaml';
import type { LocalApi } from '../config';
import type { OpenApiDocument } from './readDocument';

/** Members that name where an API runs: OpenAPI 3 at any depth, Swagger 2 at the root. */
function withoutServers(value: unknown, parent?: string): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withoutServers(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const isNameMap = parent === 'properties' || parent === 'schemas';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isNameMap || !['servers', 'server'].includes(name))
      .map(([name, member]) => [
        name,
        withoutServers(member, isNameMap ? undefined : name),
      ]),
  );
}

function withInvokeUrl(document: OpenApiDocument, invokeUrl: string) {
  const { host, pathname, protocol } = new URL(invokeUrl);
  return document.swagger
    ? {
        ...document,
        host,
        basePath: pathname,
        schemes: [protocol.slice(0, -1)],
      }
    : { ...document, servers: [{ url: invokeUrl }] };
}

/** A bare word such as `accounts` may be a host name, but in a text it is rather something else. */
function namesHost(host: string): boolean {
  return /[.:]/.test(host);
}

/** Descriptions and examples may name the upstream too. */
function replaceUpstream(text: string, api: LocalApi): string {
  const upstream = new URL(api.upstream);
  const gateway = new URL(api.invokeUrl);
  const withoutUrls = text
    .replaceAll(api.upstream, api.invokeUrl)
    .replaceAll(upstream.origin, gateway.origin);
  return namesHost(upstream.host)
    ? withoutUrls.replaceAll(upstream.host, gateway.host)
    : withoutUrls;
}

/** The document as consumers may see it: as YAML, with the invoke URL as its only server. */
export function toPublicDefinition(
  document: OpenApiDocument,
  api: LocalApi,
): string {
  const stripped = withoutServers(document) as OpenApiDocument;
  const text = stringify(withInvokeUrl(stripped, api.invokeUrl), {
    lineWidth: 0,
  });
  return replaceUpstream(text, api);
}
