import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T10:00:00.000Z');
const ids: Record<string, string> = {};

const teamB = { title: 'Loan radar', owner: 'group:default/team-b' };

beforeEach(async () => {
  ids.team = (await portal.application('bea', teamB)).id;
  portal.at('2026-03-10T11:00:00Z');
  ids.carl = (
    await portal.application('carl', {
      title: 'Atlas',
      description: 'Finds 100% of branches',
    })
  ).id;
  portal.at('2026-03-10T12:00:00Z');
  portal.audit.length = 0;
});

const at = (name: string) => `/applications/${ids[name]}`;
const namesOf = (body: any) =>
  body.items
    .map(({ id }: { id: string }) =>
      Object.keys(ids).find(name => ids[name] === id),
    )
    .join(' ');

describe('who may do what with an application of team B', () => {
  it.each([
    // person, see, change, delete
    ['ada', 200, 200, 204],
    ['bea', 200, 200, 204],
    ['bert', 200, 200, 204],
    ['max', 404, 404, 404],
    ['carl', 404, 404, 404],
  ] as const)('%s: see %s, change %s, delete %s', async (who, ...expected) => {
    const person = portal.as(who);
    const seen = await person.get(at('team'));
    const changed = await person.put(`${at('team')}?version=1`, teamB);
    const deleted = await person.delete(at('team'));
    expect([seen.status, changed.status, deleted.status]).toEqual(expected);
    const outcome = expected[0] === 200 ? 'succeeded' : 'failed';
    const meta = { applicationId: ids.team };
    expect(portal.audit).toEqual([
      {
        eventId: 'application-update',
        severityLevel: 'medium',
        meta: { ...meta, version: 1 },
        by: 'caller',
        outcome,
      },
      {
        eventId: 'application-delete',
        severityLevel: 'medium',
        meta,
        by: 'caller',
        outcome,
      },
    ]);
  });

  it('says that there is none rather than whose it is', async () => {
    const { body } = await portal.as('carl').get(at('team'));
    expect(body.error.message).toBe(
      `There is no application ${ids.team} that you may see`,
    );
    const unknown = await portal.as('ada').get('/applications/nope');
    expect(unknown.status).toBe(404);
  });
});

describe('a new application', () => {
  it.each([
    ['bea', 'user:default/bea', 201],
    ['bea', 'group:default/team-b', 201],
    ['bea', 'group:default/team-c', 403],
    ['bea', 'user:default/carl', 403],
    ['max', 'group:default/team-a', 201],
    ['ada', 'group:default/team-c', 201],
  ] as const)('%s for %s: %s', async (person, owner, expected) => {
    const { status, body } = await portal
      .as(person)
      .post('/applications', { title: 'New', owner });
    expect(status).toBe(expected);
    expect(body.error?.message).toBe(
      expected === 403
        ? `You need the permission api-management.application.update on applications of ${owner}`
        : undefined,
    );
    expect(portal.audit).toEqual([
      {
        eventId: 'application-create',
        severityLevel: 'medium',
        meta: { applicationId: expect.any(String), owner },
        by: 'caller',
        outcome: expected === 201 ? 'succeeded' : 'failed',
      },
    ]);
  });

  it('is kept as it was told, its owner in full', async () => {
    const { body } = await portal.as('bea').post('/applications', {
      title: 'New',
      description: 'What for',
      owner: 'group:Default/Team-B',
    });
    expect(body).toEqual({
      id: expect.any(String),
      title: 'New',
      description: 'What for',
      owner: 'group:default/team-b',
      subscriptionCount: 0,
      editable: true,
      version: 1,
      createdBy: 'user:default/bea',
      createdAt: '2026-03-10T12:00:00.000Z',
      updatedAt: '2026-03-10T12:00:00.000Z',
    });
    expect((await portal.as('bert').get(`/applications/${body.id}`)).body)
      // the same to everybody who may see it
      .toEqual(body);
  });
});

describe('a change', () => {
  it('takes the version that was edited', async () => {
    const change = (version: number, title: string) =>
      portal.as('bea').put(`${at('team')}?version=${version}`, {
        title,
        owner: teamB.owner,
      });
    const first = await change(1, 'Loan finder');
    expect(first.body).toMatchObject({
      title: 'Loan finder',
      version: 2,
      createdAt: '2026-03-10T10:00:00.000Z',
      updatedAt: '2026-03-10T12:00:00.000Z',
    });
    const late = await change(1, 'Loan seeker');
    expect(late.status).toBe(409);
    expect(late.body.error.message).toBe(
      'The application was changed by somebody else; reload it and try again',
    );
    expect((await portal.as('bea').get(at('team'))).body.title).toBe(
      'Loan finder',
    );
  });

  it.each([
    // to whom
    ['user:default/bea', 200],
    ['group:default/team-c', 403],
  ])('hands it over to %s: %s', async (owner, expected) => {
    const { status } = await portal
      .as('bea')
      .put(`${at('team')}?version=1`, { title: 'Loan radar', owner });
    expect(status).toBe(expected);
  });
});

describe('an application that ever had a subscription', () => {
  it('stays', async () => {
    const product = await portal.publish('max');
    const subscription = await portal.subscribe('bea', product, {
      applicationId: ids.team,
    });
    for (const state of ['requested', 'withdrawn']) {
      await portal
        .knex('subscriptions')
        .where({ id: subscription.id })
        .update({ state });
      const { status, body } = await portal.as('bea').delete(at('team'));
      expect([state, status]).toEqual([state, 409]);
      expect(body.error.message).toContain('ever had a subscription stays');
    }
    expect((await portal.as('carl').delete(at('carl'))).status).toBe(204);
    expect((await portal.as('carl').get(at('carl'))).status).toBe(404);
    expect((await portal.as('bea').get(at('team'))).status).toBe(200);
  });

  it.each([
    ['requested', 1],
    ['approved', 1],
    ['provisioning', 1],
    ['active', 1],
    ['failed', 1],
    ['suspended', 1],
    ['ending', 1],
    ['ended', 0],
    ['rejected', 0],
    ['withdrawn', 0],
  ])('counts one that is %s as %s', async (state, expected) => {
    const product = await portal.publish('max');
    await portal.subscribe('bea', product, { applicationId: ids.team });
    await portal.knex('subscriptions').update({ state });
    const { body } = await portal.as('ada').get('/applications');
    expect(
      body.items.map(({ title, subscriptionCount }: any) => [
        title,
        subscriptionCount,
      ]),
    ).toEqual([
      ['Atlas', 0],
      ['Loan radar', expected],
    ]);
  });
});

describe('lists', () => {
  it.each([
    // who, all they may see, their own
    ['ada', 'carl team', ''],
    ['max', '', ''],
    ['bea', 'team', 'team'],
    ['bert', 'team', 'team'],
    ['carl', 'carl', 'carl'],
  ] as const)('%s sees %j, of their own %j', async (who, all, own) => {
    const person: Person = who;
    const seen = await portal.as(person).get('/applications');
    const owned = await portal.as(person).get('/applications?owned=true');
    expect([namesOf(seen.body), namesOf(owned.body)]).toEqual([all, own]);
    expect(seen.body.totalItems).toBe(seen.body.items.length);
  });

  it.each([
    ['', 'carl team'],
    ['orderBy=title:asc', 'carl team'],
    ['orderBy=title:desc', 'team carl'],
    ['orderBy=createdAt:asc', 'team carl'],
    ['orderBy=createdAt:desc', 'carl team'],
    ['search=RADAR', 'team'],
    ['search=branches', 'carl'],
    ['search=100%25', 'carl'],
    ['search=_', ''],
    ['owned=false', 'carl team'],
    ['limit=1', 'carl'],
    ['limit=1&offset=1', 'team'],
  ])('%s', async (query, expected) => {
    const { body } = await portal.as('ada').get(`/applications?${query}`);
    expect(namesOf(body)).toBe(expected);
  });

  it('offers editing to who may', async () => {
    for (const person of ['ada', 'bea'] as const) {
      const { body } = await portal.as(person).get('/applications?search=loan');
      expect(body.items[0].editable).toBe(true);
    }
  });
});
