import { parse } from 'yaml';

/**
 * Where the document says that its documentation is. Documents that do not speak of it are not parsed, for most do not
 * and each costs.
 */
export function externalDocsUrl(definition: string): string | undefined {
  if (!definition.includes('externalDocs')) {
    return undefined;
  }
  try {
    const document = definition.trimStart().startsWith('{')
      ? JSON.parse(definition)
      : parse(definition);
    const url: unknown = document?.externalDocs?.url;
    return typeof url === 'string' && isWebAddress(url) ? url : undefined;
  } catch {
    // The definition is shown as it is; whoever reads it sees what is wrong.
    return undefined;
  }
}

function isWebAddress(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '');
}
