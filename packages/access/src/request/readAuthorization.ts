import type { HeaderFields } from './AccessRequest';

/**
 * The Authorization header as `scheme` (lower case) and `token`; undefined when it has not exactly these two parts.
 * What the token may consist of is for those to judge who read it; most are only hashed.
 */
export function readAuthorization(
  headers: HeaderFields,
): { scheme: string; token: string } | undefined {
  const value = headers.get('Authorization') ?? '';
  const space = value.indexOf(' ');
  const token = value.slice(space + 1).trimStart();
  return space > 0 && token !== '' && !token.includes(' ')
    ? { scheme: value.slice(0, space).toLowerCase(), token }
    : undefined;
}
