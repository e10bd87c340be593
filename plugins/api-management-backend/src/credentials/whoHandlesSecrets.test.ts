import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const ids: Record<string, string> = {};
const HOUR = 3_600_000;

const path = () => `/subscriptions/${ids.subscription}/credentials`;
const list = async (person: Person = 'bea') =>
  (await portal.as(person).get(path())).body.items;
const find = async (type: string) =>
  (await list()).find((credential: any) => credential.type === type);
const issue = (person: Person, type: string) =>
  portal.as(person).post(path(), { type });
const act = (person: Person, verb: string, id: string) =>
  portal.as(person).post(`${path()}/${id}/${verb}`);
const granted = () => portal.gateway.grant(ids.subscription)!;

beforeEach(async () => {
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product, {
    applicationId: application.id,
  });
  ids.subscription = id;
  ids.product = product.id;
  portal.audit.length = 0;
});

describe('who may handle the secrets of team B', () => {
  it.each([
    // person, list, issue, reveal, revoke: who sees a subscription does not therefore hold it
    ['ada', 200, 403, 403, 403],
    ['max', 200, 403, 403, 403],
    ['bea', 200, 201, 200, 200],
    ['bert', 200, 201, 200, 200],
    ['carl', 404, 404, 404, 404],
    ['paul', 404, 404, 404, 404],
  ] as const)(
    '%s: list %s, issue %s, reveal %s, revoke %s',
    async (person, ...expected) => {
      const { id } = await find('api-key');
      const { id: password } = await find('initial-access-token');
      const listed = await portal.as(person).get(path());
      const revealed = await act(person, 'reveal', id);
      const issued = await issue(person, 'api-key');
      const revoked = await act(person, 'revoke', password);
      expect([
        listed.status,
        issued.status,
        revealed.status,
        revoked.status,
      ]).toEqual(expected);
      expect(JSON.stringify(listed.body)).not.toMatch(/secret|hash/i);
      expect(typeof revealed.body.secret).toBe(
        expected[2] === 200 ? 'string' : 'undefined',
      );
    },
  );

  it('says who may', async () => {
    const { id } = await find('api-key');
    const { body } = await act('max', 'reveal', id);
    expect(body.error.message).toBe(
      'Only the holder of the application App of bea may handle its credentials',
    );
  });

  it.each([
    ['bea', 'succeeded'],
    ['max', 'failed'],
  ] as const)('audits what %s does as %s', async (person, outcome) => {
    const { id } = await find('api-key');
    await act(person, 'reveal', id);
    await issue(person, 'initial-access-token');
    await act(person, 'revoke', id);
    const meta = {
      credentialId: id,
      subscriptionId: ids.subscription,
      type: 'api-key',
    };
    const record = { severityLevel: 'high', by: 'caller', outcome };
    expect(portal.audit).toEqual([
      { eventId: 'credential-revealed', meta, ...record },
      {
        eventId: 'credential-issued',
        meta: {
          ...meta,
          credentialId: expect.any(String),
          type: 'initial-access-token',
        },
        ...record,
      },
      { eventId: 'credential-revoked', meta, ...record },
    ]);
  });
});

describe('a secret', () => {
  it.each([
    ['api-key', /^oaf_key_[0-9A-Za-z]{38}$/],
    ['initial-access-token', /^oaf_iat_[0-9A-Za-z]{38}$/],
  ])('of the type %s is shown once', async (type, form) => {
    const { id, prefix, revealable } = await find(type);
    expect(revealable).toBe(true);
    portal.at('2026-03-10T13:00:00.000Z');
    const { body } = await act('bea', 'reveal', id);
    expect(body.secret).toMatch(form);
    expect(body.secret.startsWith(prefix)).toBe(true);
    expect(body.credential).toMatchObject({
      id,
      revealable: false,
      revealedAt: '2026-03-10T13:00:00.000Z',
    });
    const again = await act('bert', 'reveal', id);
    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain('was shown already');
    const [row] = await portal.knex('credentials').where({ id });
    expect(Object.values(row)).not.toContain(body.secret);
    expect(row.sealed_secret).toBeNull();
  });

  it('is shown to one of two who ask at once', async () => {
    const { id } = await find('api-key');
    const answers = await Promise.all([
      act('bea', 'reveal', id),
      act('bert', 'reveal', id),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('that nobody asked for is destroyed after three days', async () => {
    const { id } = await find('api-key');
    portal.at(Date.parse('2026-03-13T12:00:00.000Z'));
    await portal.run('destroy-unrevealed-secrets');
    expect((await find('api-key')).revealable).toBe(true);
    portal.at(Date.parse('2026-03-13T12:00:00.001Z'));
    await portal.run('destroy-unrevealed-secrets');
    expect((await find('api-key')).revealable).toBe(false);
    expect((await act('bea', 'reveal', id)).status).toBe(409);
  });

  it('of another subscription is not found', async () => {
    const { id } = await find('api-key');
    const product = await portal.publish('max', undefined);
    const other = await portal.activate('bea', 'max', product);
    for (const verb of ['reveal', 'revoke']) {
      const { status } = await portal
        .as('bea')
        .post(`/subscriptions/${other.id}/credentials/${id}/${verb}`);
      expect([verb, status]).toEqual([verb, 404]);
    }
  });
});

describe('what the gateway is told', () => {
  it('is every key that is good, and no other', async () => {
    const { id: first } = await find('api-key');
    expect(granted().apiKeys).toEqual([
      {
        credentialId: first,
        hash: expect.stringMatching(/^[\w-]{43,64}$/),
        expiresAt: expect.any(Number),
      },
    ]);
    const { body: second } = await issue('bea', 'api-key');
    await portal.provision();
    const keys = granted().apiKeys.map(({ credentialId, expiresAt }) => [
      credentialId,
      expiresAt,
    ]);
    expect(keys).toHaveLength(2);
    expect(keys).toContainEqual([second.id, Date.now() + 365 * 24 * HOUR]);
    expect(keys).toContainEqual([first, Date.now() + 24 * HOUR]);
    await act('bea', 'revoke', first);
    await portal.provision();
    expect(granted().apiKeys.map(({ credentialId }) => credentialId)).toEqual([
      second.id,
    ]);
  });

  it('is one temporary password, and for three days', async () => {
    const { id: first } = await find('initial-access-token');
    expect(granted().enrolment).toMatchObject({
      credentialId: first,
      expiresAt: Date.now() + 72 * HOUR,
    });
    const { body: second } = await issue('bea', 'initial-access-token');
    await portal.provision();
    expect(granted().enrolment).toMatchObject({ credentialId: second.id });
    const states = (await list())
      .filter(({ type }: any) => type === 'initial-access-token')
      .map(({ id, state }: any) => [id, state]);
    expect(states).toHaveLength(2);
    expect(states).toContainEqual([first, 'revoked']);
    expect(states).toContainEqual([second.id, 'issued']);
    await act('bea', 'revoke', second.id);
    await portal.provision();
    expect(granted().enrolment).toBeNull();
  });

  it('has no secret in it', async () => {
    const { id } = await find('api-key');
    const { body } = await act('bea', 'reveal', id);
    await issue('bea', 'api-key');
    await portal.provision();
    expect(JSON.stringify(granted())).not.toContain(body.secret);
  });
});

describe('in the state', () => {
  const become = (state: string) =>
    portal
      .knex('subscriptions')
      .where({ id: ids.subscription })
      .update({ state });
  it.each([
    ['active', 201],
    ['suspended', 409],
    ['requested', 409],
    ['failed', 409],
    ['ending', 409],
    ['ended', 409],
  ])('%s, a new key is answered %s', async (state, expected) => {
    await become(state);
    expect((await issue('bea', 'api-key')).status).toBe(expected);
    expect(await list()).toHaveLength(expected === 201 ? 3 : 2);
  });

  it.each([
    ['active', 200],
    ['suspended', 200],
    ['ended', 409],
  ])('%s, revoking is answered %s', async (state, expected) => {
    const { id } = await find('api-key');
    await become(state);
    expect((await act('bea', 'revoke', id)).status).toBe(expected);
  });

  it('revoked, a credential stays so', async () => {
    const { id } = await find('api-key');
    const first = await act('bea', 'revoke', id);
    expect(first.body).toMatchObject({
      state: 'revoked',
      revealable: false,
      revokedAt: '2026-03-10T12:00:00.000Z',
    });
    portal.at('2026-03-10T13:00:00.000Z');
    expect((await act('bea', 'revoke', id)).status).toBe(409);
    expect((await act('bea', 'reveal', id)).status).toBe(409);
    expect((await find('api-key')).revokedAt).toBe(first.body.revokedAt);
  });
});
