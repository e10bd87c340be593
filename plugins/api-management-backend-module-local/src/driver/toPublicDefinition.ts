import {
  withInvokeUrl,
  withoutPrivate,
} from '@oaf/backstage-plugin-api-management-node/definition';
import { stringify } from 'yaml';
import type { LocalApi } from '../config';
import type { OpenApiDocument } from './readDocument';

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
  const bare = withoutPrivate(document);
  const text = stringify(withInvokeUrl(bare, api.invokeUrl), { lineWidth: 0 });
  return replaceUpstream(text, api);
}
