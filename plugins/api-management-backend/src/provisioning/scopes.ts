/** The OAuth scopes of a product: one to read, one to write. */
export function scopesOf(productSlug: string): { read: string; write: string } {
  return { read: `${productSlug}:read`, write: `${productSlug}:write` };
}
