/**
 * Somebody to sign in as during development.
 *
 * @public
 */
export interface Persona {
  /** OpenID `sub`, and the name of the User entity. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** One line for the sign-in page: who this is and what they do here. */
  readonly description: string;
  /** Values of the `groups` claim, and names of Group entities. */
  readonly groups: readonly string[];
}

/**
 * The four people of the story: one who runs the platform, one who provides APIs, two who consume them.
 *
 * @public
 */
export const personas: readonly Persona[] = [
  {
    id: 'ada',
    name: 'Ada Lindqvist',
    email: 'ada.lindqvist@oaf.example',
    description: 'Platform administrator: links accounts and sees everything',
    groups: ['platform-administrators'],
  },
  {
    id: 'max',
    name: 'Max Oyelaran',
    email: 'max.oyelaran@oaf.example',
    description: 'API manager of team A: publishes products and approves',
    groups: ['team-a', 'api-managers'],
  },
  {
    id: 'bea',
    name: 'Bea Castellanos',
    email: 'bea.castellanos@oaf.example',
    description: 'Developer of team B: subscribes to APIs and calls them',
    groups: ['team-b', 'developers'],
  },
  {
    id: 'carl',
    name: 'Carl Nakamura',
    email: 'carl.nakamura@oaf.example',
    description: 'Developer of team C: another team, other subscriptions',
    groups: ['team-c', 'developers'],
  },
];

/**
 * The persona with this id, if there is one.
 *
 * @public
 */
export function findPersona(id: string): Persona | undefined {
  return personas.find(persona => persona.id === id);
}
