import type { BackstageUserInfo } from '@backstage/backend-plugin-api';

export const groups = {
  administrators: ['group:default/platform-administrators'],
  managers: ['group:default/api-managers'],
};

function person(id: string, ...memberships: string[]): BackstageUserInfo {
  const userEntityRef = `user:default/${id}`;
  const refs = memberships.map(name => `group:default/${name}`);
  return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...refs] };
}

/** Who calls in tests; the first four are those of the sandbox. */
export const people = {
  /** Administrator. */
  ada: person('ada', 'platform-administrators'),
  /** Manager of team A. */
  max: person('max', 'team-a', 'api-managers'),
  /** Developer of team B. */
  bea: person('bea', 'team-b'),
  /** Developer of team C. */
  carl: person('carl', 'team-c'),
  /** Manager of team P. */
  paul: person('paul', 'team-p', 'api-managers'),
  /** Works with Bea. */
  bert: person('bert', 'team-b'),
};

export type Person = keyof typeof people;

export function personOf(userEntityRef: string): BackstageUserInfo {
  const found = Object.values(people).find(
    info => info.userEntityRef === userEntityRef,
  );
  if (!found) {
    throw new Error(`Nobody is called ${userEntityRef}`);
  }
  return found;
}
