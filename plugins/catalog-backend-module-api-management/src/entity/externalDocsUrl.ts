import { parse } from 'yaml';

/** The root member of a YAML document, with the lines that belong to it. */
const ROOT_MEMBER = /^(["']?)externalDocs\1[ \t]*:.*(\n(?:[ \t#].*)?)*/m;

/**
 * Where the document says that its documentation is. Of a YAML document only the lines that say so are parsed: a whole one
 * of a megabyte would keep the catalog for half a second. What is spelled otherwise is not linked.
 */
export function externalDocsUrl(definition: string): string | undefined {
  if (!definition.includes('externalDocs')) {
    return undefined;
  }
  try {
    const url: unknown = definition.trimStart().startsWith('{')
      ? JSON.parse(definition)?.externalDocs?.url
      : parse(ROOT_MEMBER.exec(definition)?.[0] ?? '')?.externalDocs?.url;
    return typeof url === 'string' && isWebAddress(url) ? url : undefined;
  } catch {
    // The definition is shown as it is; whoever reads it sees what is wrong.
    return undefined;
  }
}

function isWebAddress(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '');
}
