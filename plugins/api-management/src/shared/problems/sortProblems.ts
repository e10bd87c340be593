import { bodyProblems } from './bodyProblems';

/** Problems by the form's field; the first one counts. */
export type FieldProblems = Record<string, string>;

/** The field in which a part of the body is typed; undefined when there is none. */
export type ToField = (path: string[]) => string | undefined;

/** For bodies whose parts have a field each, under their own name: items of a list are shown at the list. */
export const fieldsNamed =
  (...names: string[]): ToField =>
  ([first]) =>
    names.find(name => name === first);

/**
 * Sorts what the backend has against a request's body into the fields of the form. What has no field, and every other
 * error, is `left` for the top.
 */
export function sortProblems(
  error: Error | null | undefined,
  toField: ToField,
): { problems: FieldProblems; left: Error | undefined } {
  if (!error) {
    return { problems: {}, left: undefined };
  }
  const problems: FieldProblems = {};
  const left: string[] = [];
  const found = bodyProblems(error);
  for (const { path, message } of found) {
    const field = toField(path);
    if (field) {
      problems[field] ??= message;
    } else {
      left.push([path.join('.'), message].filter(Boolean).join(': '));
    }
  }
  return { problems, left: toLeft(error, found.length, left) };
}

function toLeft(error: Error, found: number, left: string[]) {
  if (found === 0) {
    return error;
  }
  return left.length > 0 ? new Error(left.join(' ')) : undefined;
}
