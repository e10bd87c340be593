import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  accountReadPermission,
  apiManagementPermissions,
  productReadPermission,
  productUpdatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  productRules,
} from '@oaf/backstage-plugin-api-management-node';
import { people } from '../__testUtils__/portal/people';
import type { Person } from '../__testUtils__/portal/people';
import {
  permissionsRegistry,
  rolePermissions,
} from '../__testUtils__/portal/rolePermissions';
import { usePortal } from '../__testUtils__/portal/usePortal';
import { AccessControl } from './AccessControl';
import type { Caller } from './Caller';

const callerOf = (person: Person) =>
  ({
    credentials: { principal: people[person] },
    userRef: people[person].userEntityRef,
    claims: people[person].ownershipEntityRefs,
  } as unknown as Caller);

function accessControl() {
  const asked: string[][] = [];
  const policy = rolePermissions();
  const registry = permissionsRegistry();
  registry.addResourceType({
    resourceRef: apiProductResourceRef,
    rules: Object.values(productRules),
  } as any);
  const access = new AccessControl(
    {
      authorize: policy.authorize,
      authorizeConditional(questions, options) {
        asked.push(questions.map(({ permission }) => permission.name));
        return policy.authorizeConditional(questions, options);
      },
    },
    registry,
  );
  return { access, asked };
}

it.each([
  ['ada', true],
  ['max', true],
  ['bea', false],
] as const)('allows %s to see accounts: %s', async (person, expected) => {
  const { access } = accessControl();
  const caller = callerOf(person);
  expect(await access.allows(caller, accountReadPermission)).toBe(expected);
  const refusal = await access
    .require(caller, accountReadPermission)
    .catch(error => `${error.name}: ${error.message}`);
  expect(refusal).toBe(
    expected
      ? undefined
      : 'NotAllowedError: You need the permission api-management.account.read',
  );
});

describe('the part of a list that somebody may see', () => {
  it.each([
    ['all', 'ada', undefined],
    ['none', 'bea', 'none'],
    [
      'that of their groups',
      'max',
      {
        property: 'owner',
        values: people.max.ownershipEntityRefs,
      },
    ],
  ] as const)('is %s: %s', async (_title, person, expected) => {
    const { access } = accessControl();
    const visibility = await access.visibility(
      callerOf(person),
      productUpdatePermission,
      apiProductResourceRef,
    );
    expect(visibility).toEqual(expected);
  });
});

it('decides on any number of resources', async () => {
  const { access } = accessControl();
  const resource = {
    id: 'p1',
    owner: 'group:default/team-a',
    state: 'draft' as const,
    audience: ['*'],
  };
  const decide = async (person: Person, owner: string) => {
    const may = await access.decider(callerOf(person), apiProductResourceRef);
    return [productReadPermission, productUpdatePermission].map(permission =>
      may(permission, { ...resource, owner }),
    );
  };
  expect(await decide('max', 'group:default/team-a')).toEqual([true, true]);
  expect(await decide('max', 'group:default/team-p')).toEqual([false, false]);
  expect(await decide('ada', 'group:default/team-p')).toEqual([true, true]);
  expect(await decide('bea', 'group:default/team-a')).toEqual([false, false]);
});

it('asks the policy once for a caller, and anew for the next', async () => {
  const { access, asked } = accessControl();
  const max = callerOf('max');
  await access.allows(max, accountReadPermission);
  await access.visibility(max, productReadPermission, apiProductResourceRef);
  await access.decider(max, apiProductResourceRef);
  const names = apiManagementPermissions.map(({ name }) => name);
  expect(asked).toEqual([names]);
  const bea = callerOf('bea');
  expect(await access.allows(bea, accountReadPermission)).toBe(false);
  expect(asked).toEqual([names, names]);
});

it('knows the permissions of this plugin only', async () => {
  const { access } = accessControl();
  await expect(
    access.allows(callerOf('ada'), {
      type: 'basic',
      name: 'catalog.entity.create',
      attributes: {},
    }),
  ).rejects.toThrow(
    'Permission catalog.entity.create is not one of this plugin',
  );
});

it('takes a decision with conditions for no permission to do something', async () => {
  const access = new AccessControl(
    {
      authorizeConditional: async (questions: unknown[]) =>
        questions.map(() => ({ result: AuthorizeResult.CONDITIONAL })),
    } as any,
    permissionsRegistry(),
  );
  expect(await access.allows(callerOf('ada'), accountReadPermission)).toBe(
    false,
  );
});

describe('over HTTP', () => {
  const portal = usePortal();

  it('refuses who is not signed in, and people where services are meant', async () => {
    const { origin } = portal;
    const nobody = await fetch(`${origin}/products`);
    expect(nobody.status).toBe(401);
    const { status } = await portal.as('ada').get('/gateway-api-changes');
    expect(status).toBe(403);
  });

  it('tells services what people may not see', async () => {
    const answer = await fetch(`${portal.origin}/gateway-api-changes`, {
      headers: { authorization: 'Service catalog' },
    });
    expect(answer.status).toBe(200);
    const asService = await fetch(`${portal.origin}/products`, {
      headers: { authorization: 'Service catalog' },
    });
    expect(asService.status).toBe(403);
  });

  it('tells services what can be deployed, and of people those who may read it', async () => {
    const path = '/infrastructure/templates';
    const asService = await fetch(`${portal.origin}${path}`, {
      headers: { authorization: 'Service catalog' },
    });
    expect(asService.status).toBe(200);
    expect(await asService.json()).toMatchObject({
      items: [{ driver: 'fake', name: 'gateway' }],
    });
    expect((await portal.as('ada').get(path)).status).toBe(200);
    expect((await portal.as('bea').get(path)).status).toBe(403);
  });
});
