import { ConflictError } from '@backstage/errors';
import type { CredentialInput } from '@oaf/backstage-plugin-api-management-common';
import type { StoredCredential } from './CredentialStore';
import { FIRST_KEY_NAME, requireFreeName } from './keyNames';

/**
 * The name of a new API key and the keys whose place it takes: one, none when it only has a name, or all that are not
 * being replaced when nothing is said.
 *
 * @param current - keys that work and are not being replaced, newest first, as they are in the transaction
 * @throws ConflictError when the name is taken, or the key to replace is not among them
 */
export function keySuccession(
  { name, replaces }: Pick<CredentialInput, 'name' | 'replaces'>,
  current: StoredCredential[],
): { name: string; ids: string[] } {
  if (!name && !replaces) {
    return {
      name: current[0]?.name ?? FIRST_KEY_NAME,
      ids: current.map(({ id }) => id),
    };
  }
  const former = replaces ? requireCurrent(replaces, current) : undefined;
  const chosen = name?.trim() ?? former?.name ?? FIRST_KEY_NAME;
  requireFreeName(
    chosen,
    current.filter(key => key !== former),
  );
  return { name: chosen, ids: former ? [former.id] : [] };
}

function requireCurrent(id: string, current: StoredCredential[]) {
  const key = current.find(one => one.id === id);
  if (!key) {
    throw new ConflictError(
      'request/body/replaces must be an API key of the subscription that works and is not being replaced already',
    );
  }
  return key;
}
