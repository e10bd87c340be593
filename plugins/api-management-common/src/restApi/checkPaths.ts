import { InputError } from '@backstage/errors';
import { isFields, operationsOf, type Fields } from './OpenApi';

/** A part of a path that API Gateway takes: fixed, a parameter, or the rest of the path. */
const PART = /^([\w.:-]+|\{[\w.:-]+\+?\})$/;

const isParameter = (part: string) => part.startsWith('{');

/**
 * The paths, when API Gateway can have all of them.
 *
 * @throws InputError naming the first that it cannot have
 */
export function checkPaths(paths: unknown): Record<string, Fields> {
  const entries = isFields(paths)
    ? Object.entries(paths).filter(([path]) => !path.startsWith('x-'))
    : [];
  entries.forEach(([path, item]) => checkPath(path, item));
  checkSiblings(entries.map(([path]) => path));
  if (!entries.some(([, item]) => operationsOf(item as Fields).length > 0)) {
    throw new InputError('The document has no operations: give it /paths');
  }
  return Object.fromEntries(entries) as Record<string, Fields>;
}

function checkPath(path: string, item: unknown) {
  if (!isFields(item)) {
    throw new InputError(`The path ${path} has no operations`);
  }
  if (item.$ref !== undefined) {
    throw new InputError(
      `The path ${path} is a reference, which API Gateway does not follow: put its operations there`,
    );
  }
  if (item.trace !== undefined) {
    throw new InputError(
      `API Gateway has no method TRACE: take it from the path ${path}`,
    );
  }
  const wrong = partsOf(path).find(part => !PART.test(part));
  if (!path.startsWith('/') || wrong !== undefined) {
    throw new InputError(
      `API Gateway cannot have the path ${path}: it begins with /, and each part is letters, digits and . _ : - or one {parameter}`,
    );
  }
}

/** Of the parameters that may stand at one place, API Gateway has one. */
function checkSiblings(paths: string[]) {
  const known = new Map<string, string>();
  for (const path of paths) {
    partsOf(path).forEach((part, index, parts) => {
      const place = parts.slice(0, index).join('/');
      const other = known.get(place) ?? part;
      if (isParameter(part) && other !== part) {
        throw new InputError(
          `API Gateway has one parameter at a place, and the paths have ${other} and ${part} after /${place}: give both one name`,
        );
      }
      if (isParameter(part)) {
        known.set(place, part);
      }
    });
  }
}

/** Without what ends in a slash, which API Gateway does not tell from what does not. */
function partsOf(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/').filter(Boolean);
}
