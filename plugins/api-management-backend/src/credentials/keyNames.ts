import { ConflictError } from '@backstage/errors';
import type { StoredCredential } from './CredentialStore';

/** Of the key that every subscription begins with. */
export const FIRST_KEY_NAME = 'Main key';

const sameName = (a: string | null, b: string) =>
  a?.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Asked in the transaction that locks the subscription, so that no two take the name.
 * @throws ConflictError when a key that works and is not being replaced has the name
 */
export function requireFreeName(name: string, current: StoredCredential[]) {
  if (current.some(key => sameName(key.name, name))) {
    throw new ConflictError(
      `The subscription has an API key ${name} already; give this one another name`,
    );
  }
}

/** The name, with a number when it is taken. */
export function freeName(name: string, current: StoredCredential[]): string {
  const taken = (candidate: string) =>
    current.some(key => sameName(key.name, candidate));
  let free = name;
  for (let number = 2; taken(free); number += 1) {
    free = `${name} ${number}`;
  }
  return free;
}
