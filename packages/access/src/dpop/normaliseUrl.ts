const URL_FORM = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(?:#.*)?$/i;

/** A host, or an address in brackets, with or without a port; no user. */
const AUTHORITY = /^([a-z0-9._~!$&'()*+,;=-]+|\[[0-9a-f:.]+\])(?::([0-9]*))?$/i;

const PATH = /^(?:\/(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?$/i;

const UNRESERVED = /[a-z0-9._~-]/i;

const defaultPorts: Record<string, string> = { http: '80', https: '443' };

function normaliseAuthority(scheme: string, authority: string) {
  const [, host, port = ''] = AUTHORITY.exec(authority) ?? [];
  const isDefault = port === '' || port === defaultPorts[scheme];
  return host && host.toLowerCase() + (isDefault ? '' : `:${port}`);
}

/** RFC 3986 sections 6.2.2.1 and 6.2.2.2. */
function normaliseEscape(escape: string): string {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16));
  return UNRESERVED.test(character) ? character : escape.toUpperCase();
}

/**
 * What RFC 3986 section 6.2 takes for the same http or https URL, without query and fragment: the case of scheme, host and
 * escapes, escapes of unreserved characters, the default port, and an empty path. Dot segments stay, as the gateway lets no
 * request with them pass; what is no URL of the RFC is undefined, though browsers would repair it.
 */
export function normaliseUrl(url: string): string | undefined {
  const [, scheme, authority, path] = URL_FORM.exec(url) ?? [];
  const host = scheme && normaliseAuthority(scheme.toLowerCase(), authority);
  return host && PATH.test(path)
    ? `${scheme.toLowerCase()}://${host}${
        path.replace(/%[0-9a-f]{2}/gi, normaliseEscape) || '/'
      }`
    : undefined;
}
