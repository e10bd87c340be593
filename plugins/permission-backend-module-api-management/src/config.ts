import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import type { RoleGroups } from './roles/RoleGroups';

const ROOT = 'permission.apiManagement.roles';

/**
 * Reads `permission.apiManagement.roles`. A role that is not configured is held by nobody.
 *
 * @throws InputError naming the configuration key when an entry is not an entity reference.
 * @public
 */
export function readRoleGroups(config: Config): RoleGroups {
  return {
    administrators: readGroups(config, `${ROOT}.administrators`),
    managers: readGroups(config, `${ROOT}.managers`),
  };
}

function readGroups(config: Config, key: string): string[] {
  return (config.getOptionalStringArray(key) ?? []).map((ref, index) =>
    canonicalGroupRef(ref, `${key}[${index}]`),
  );
}

function canonicalGroupRef(ref: string, key: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
  } catch (cause) {
    throw new InputError(`${key}: ${toError(cause).message}`, cause);
  }
}
