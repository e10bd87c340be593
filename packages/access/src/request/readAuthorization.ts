import type { HeaderFields } from './AccessRequest';
/** The Authorization header as `scheme` (lower case) and `token`; undefined when there is none or it has another form. */
export function readAuthorization(
  headers: HeaderFields,
): { scheme: string; token: string } | undefined {
  const match = /^([A-Za-z]+) +([A-Za-z0-9\-._~+/]+=*)$/.exec(
    headers.get('Authorization') ?? '',
  );
  return match
    ? { scheme: match[1].toLowerCase(), token: match[2] }
    : undefined;
}
