/** Claims of one person. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The value of a claim. A name with dots is a path into objects (`realm_access.roles`), unless there is a claim of
 * just that name (`https://example.com/groups`).
 */
export function readClaim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name)
    ? claims[name]
    : name
        .split('.')
        .reduce<unknown>(
          (value, key) =>
            isObject(value) && Object.hasOwn(value, key)
              ? value[key]
              : undefined,
          claims,
        );
}

/** Whether the value is an object that is no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the text is as JSON; the value itself when it is no text, or no JSON. */
export function parsedIfText(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
