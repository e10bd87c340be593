import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';

/** CloudFormation takes none at all. */
const NO_ALIAS = 0;

/**
 * A template as texts alone, so that a default stays as it was written; JSON is YAML, and `!Ref` and its like are their
 * arguments.
 *
 * @throws InputError when it is neither
 */
export function parseTemplate(body: string): unknown {
  const document = parseDocumentOf(body);
  try {
    return document.toJS({ maxAliasCount: NO_ALIAS });
  } catch {
    throw refusal(' has YAML aliases, which CloudFormation does not take');
  }
}

function parseDocumentOf(body: string) {
  try {
    const options = { schema: 'failsafe', logLevel: 'error' } as const;
    const document = parseDocument(body, options);
    document.errors.slice(0, 1).forEach(error => {
      throw error;
    });
    return document;
  } catch (error) {
    throw refusal(` is neither JSON nor YAML: ${(error as Error).message}`);
  }
}

/** Whoever sent it is told by its place in the request. */
export function refusal(what: string): InputError {
  return new InputError(`request/body/templateBody${what}`);
}
