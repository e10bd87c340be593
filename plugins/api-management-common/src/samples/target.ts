import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';

/** The call a sample makes. */
export interface SampleTarget {
  /** Title of the API on one line, fit for a comment. */
  title: string;
  /** RFC 8707 resource. */
  resource: string;
  /** Normalised, so that it may stand in a JSON string. */
  url: string;
}

/** A title may hold anything, and a line break in a comment would turn its rest into code. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** @throws TypeError when the connection has no resource */
export function targetOf(
  connection: Connection,
  options: SampleOptions = {},
): SampleTarget {
  const resource = options.resource ?? connection.resources[0];
  if (!resource) {
    throw new TypeError('The connection has no resource to call');
  }
  return {
    title: onOneLine(resource.title),
    resource: resource.url,
    url: new URL(`${resource.url}${resource.examplePath}`).href,
  };
}
