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

/** What the policy says of permissions that other plugins define. @public */
export type OtherPermissions = (typeof otherPermissions)[number];

const otherPermissions = ['allow', 'deny'] as const;

/**
 * Reads `permission.apiManagement.otherPermissions`; `allow` when it is not configured.
 *
 * @throws InputError when it is neither `allow` nor `deny`.
 * @public
 */
export function readOtherPermissions(config: Config): OtherPermissions {
  const key = 'permission.apiManagement.otherPermissions';
  const text = config.getOptionalString(key) ?? 'allow';
  const known = otherPermissions.find(value => value === text);
  if (!known) {
    throw new InputError(`${key} must be allow or deny, not ${text}`);
  }
  return known;
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
