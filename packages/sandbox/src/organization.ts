import { Persona, personas } from './personas';

/** A User or Group entity, as the catalog reads it. */
export interface OrganizationEntity {
  readonly apiVersion: 'backstage.io/v1alpha1';
  readonly kind: 'User' | 'Group';
  readonly metadata: {
    readonly name: string;
    readonly title?: string;
    readonly description?: string;
  };
  readonly spec: object;
}

const groups = [
  {
    name: 'platform-administrators',
    title: 'Platform administrators',
    description: 'Run the portal and link gateway accounts',
    type: 'role',
  },
  {
    name: 'api-managers',
    title: 'API managers',
    description: 'Make API products and decide on subscriptions',
    type: 'role',
  },
  {
    name: 'developers',
    title: 'Developers',
    description: 'Subscribe to APIs and call them',
    type: 'role',
  },
  {
    name: 'team-a',
    title: 'Team A',
    description: 'Provides the bank and insurance APIs',
    type: 'team',
  },
  {
    name: 'team-b',
    title: 'Team B',
    description: 'Builds the budget planner',
    type: 'team',
  },
  {
    name: 'team-c',
    title: 'Team C',
    description: 'Builds the claims assistant',
    type: 'team',
  },
];

/** The personas and their groups as catalog entities: what `examples/org.yaml` holds. */
export function describeOrganization(): OrganizationEntity[] {
  return [...groups.map(describeGroup), ...personas.map(describeUser)];
}

function describeGroup({
  name,
  title,
  description,
  type,
}: (typeof groups)[number]): OrganizationEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, title, description },
    spec: { type, profile: { displayName: title }, children: [] },
  };
}

function describeUser(persona: Persona): OrganizationEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: persona.id, description: persona.description },
    spec: {
      profile: { displayName: persona.name, email: persona.email },
      memberOf: [...persona.groups],
    },
  };
}
