import { InputError } from '@backstage/errors';
import { parse as parseYaml } from 'yaml';
import { checkPaths } from './checkPaths';
import { checkReferences } from './checkReferences';
import { isFields, type Fields, type OpenApi } from './OpenApi';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const VERSION = /^(2\.0|3\.0\.\d+)$/;

/** Products made of the API are called as it is. */
const MAX_TITLE = 120;

/**
 * Reads a document, JSON or YAML, that API Gateway can make a REST API of.
 *
 * @throws InputError saying what to change
 */
export function readOpenApi(text: string): OpenApi {
  const document = parse(text);
  const version = readVersion(document);
  const { info, paths } = document;
  if (!isFields(info) || typeof info.title !== 'string' || !info.title.trim()) {
    throw new InputError('The document has no title: give it /info/title');
  }
  const title = info.title.trim();
  if (title.length > MAX_TITLE) {
    throw new InputError(
      `The title at /info/title has ${title.length} characters, and that of a product at most ${MAX_TITLE}: shorten it`,
    );
  }
  checkReferences(document);
  return {
    isVersion2: version === '2.0',
    title,
    document,
    paths: checkPaths(paths),
  };
}

function parse(text: string): Fields {
  const document = parseText(text);
  if (!isFields(document)) {
    throw new InputError('This is no OpenAPI document');
  }
  return document;
}

function parseText(text: string): unknown {
  try {
    return parseYaml(text, { logLevel: 'error' });
  } catch (error) {
    throw new InputError(
      `The document is neither JSON nor YAML: ${(error as Error).message}`,
    );
  }
}

function readVersion({ openapi, swagger }: Fields): string {
  const version = String(openapi ?? swagger ?? '');
  if (!version) {
    throw new InputError(
      'This is no OpenAPI document: it has neither openapi nor swagger, which tell the version',
    );
  }
  // Unquoted, it is a number.
  const full = version === '2' ? '2.0' : version;
  if (!VERSION.test(full)) {
    throw new InputError(
      `API Gateway makes REST APIs of OpenAPI 2.0 and 3.0, and the document is ${version}: convert it to 3.0`,
    );
  }
  return full;
}
