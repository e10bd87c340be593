/** RFC 8414 section 3.1: the well-known segment goes between origin and path. */
export function metadataUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return `${origin}/.well-known/oauth-authorization-server${path}`;
}
