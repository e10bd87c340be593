/**
 * Which groups hold a role. Everyone who is signed in is a developer, so that role needs no groups.
 *
 * @public
 */
export type RoleGroups = {
  /** Entity references, e.g. `group:default/platform-administrators`. */
  administrators: string[];
  /** Entity references, e.g. `group:default/api-managers`. */
  managers: string[];
};
