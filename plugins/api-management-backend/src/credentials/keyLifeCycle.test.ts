import { usePortal } from '../__testUtils__/portal/usePortal';
import type { ClientKeyActivity } from '@oaf/backstage-plugin-api-management-node';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const DAY = 86_400_000;

async function activate() {
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}/credentials`;
  const keys = async () =>
    (await portal.as('bea').get(path)).body.items.filter(
      ({ type }: any) => type === 'api-key',
    );
  const issue = (input: object = {}) =>
    portal.as('bea').post(path, { type: 'api-key', ...input });
  const change = (key: any, update: object) =>
    portal.as('bea').patch(`${path}/${key.id}`, update);
  return { id, path, keys, issue, change };
}

const conflict = (text: string) => ({
  status: 409,
  body: { error: { message: expect.stringContaining(text) } },
});
const invalid = (text: string) => ({
  status: 400,
  body: { error: { message: expect.stringContaining(text) } },
});

describe('several API keys', () => {
  it('have names, and work beside each other', async () => {
    const { id, issue, keys } = await activate();
    expect(await issue({ name: 'Batch' })).toMatchObject({
      status: 201,
      body: { name: 'Batch', state: 'issued' },
    });
    await portal.provision();
    const found = await keys();
    expect(found.map(({ name, state }: any) => [name, state])).toEqual(
      expect.arrayContaining([
        ['Batch', 'issued'],
        ['Main key', 'issued'],
      ]),
    );
    expect(portal.gateway.grant(id)!.apiKeys).toHaveLength(2);
  });

  it.each(['Main key', ' main KEY '])(
    'cannot both be called %p',
    async name => {
      const { issue } = await activate();
      expect(await issue({ name })).toMatchObject(conflict('already'));
    },
  );

  it('can be named anew, but not like another', async () => {
    const { issue, change, keys } = await activate();
    const { body: batch } = await issue({ name: 'Batch' });
    expect(await change(batch, { name: 'Main key' })).toMatchObject(
      conflict('already'),
    );
    expect(await change(batch, { name: 'Nightly' })).toMatchObject({
      status: 200,
      body: { name: 'Nightly' },
    });
    expect((await issue({ name: 'Batch' })).status).toBe(201);
    expect(await keys()).toHaveLength(3);
  });

  it('give their names free when they are revoked or replaced', async () => {
    const { path, issue, keys } = await activate();
    const [main] = await keys();
    await portal.as('bea').post(`${path}/${main.id}/revoke`);
    expect((await issue({ name: 'Main key' })).status).toBe(201);
  });
});

describe('the end of an API key', () => {
  it('is a year away unless it is chosen', async () => {
    const { issue, keys } = await activate();
    const [main] = await keys();
    expect(main.expiresAt).toBe(new Date(Date.now() + 365 * DAY).toISOString());
    const { body } = await issue({ name: 'Short', lifetimeDays: 7 });
    expect(body.expiresAt).toBe(new Date(Date.now() + 7 * DAY).toISOString());
  });

  it.each([
    [{ lifetimeDays: 366 }, 'lifetimeDays must be at most 365'],
    [{ lifetimeDays: 0 }, 'lifetimeDays'],
    [{ neverExpires: true }, 'neverExpires is not allowed'],
    [{ overlapHours: 721 }, 'overlapHours must be at most 720'],
  ])('is within the rules: %j', async (input, message) => {
    const { issue } = await activate();
    expect(await issue({ name: 'Other', ...input })).toMatchObject(
      invalid(message),
    );
  });

  it('is told to the gateway, which forgets the key afterwards', async () => {
    const { id, issue, keys } = await activate();
    const { body: short } = await issue({ name: 'Short', lifetimeDays: 1 });
    await portal.provision();
    portal.at('2026-03-11T12:00:00.000Z');
    await portal.run('retire-api-keys');
    await portal.provision();
    expect(
      portal.gateway.grant(id)!.apiKeys.map(({ credentialId }) => credentialId),
    ).not.toContain(short.id);
    const found = await keys();
    expect(found.find((key: any) => key.id === short.id)).toMatchObject({
      state: 'expired',
      expiresAt: '2026-03-11T12:00:00.000Z',
    });
  });
});

describe('a rotation', () => {
  it('replaces one key for as long as was chosen, and leaves others alone', async () => {
    const { issue, keys } = await activate();
    const [main] = await keys();
    await issue({ name: 'Batch' });
    portal.at('2026-03-10T13:00:00.000Z');
    expect(await issue({ replaces: main.id, overlapHours: 48 })).toMatchObject({
      status: 201,
      body: { name: 'Main key' },
    });
    expect(
      (await keys()).map(({ name, state, expiresAt }: any) => [
        name,
        state,
        expiresAt?.slice(0, 10),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['Main key', 'issued', '2027-03-10'],
        ['Batch', 'issued', '2027-03-10'],
        ['Main key', 'rotating', '2026-03-12'],
      ]),
    );
  });

  it('never lets a key go on beyond its own end', async () => {
    const { issue, keys, change } = await activate();
    const { body: short } = await issue({ name: 'Short', lifetimeDays: 2 });
    await issue({ replaces: short.id, overlapHours: 720 });
    const former = (await keys()).find((key: any) => key.id === short.id);
    expect(former).toMatchObject({
      state: 'rotating',
      expiresAt: short.expiresAt,
    });
    expect(
      await change(former, { overlapUntil: '2026-03-12T12:00:00.001Z' }),
    ).toMatchObject(invalid('at most 2026-03-12T12:00:00.000Z'));
  });

  it('is ended early or prolonged, within the maximum', async () => {
    const { id, issue, keys, change } = await activate();
    const [main] = await keys();
    await issue({ replaces: main.id });
    expect(
      await change(main, { overlapUntil: '2026-04-09T12:00:00.000Z' }),
    ).toMatchObject({
      status: 200,
      body: { state: 'rotating', expiresAt: '2026-04-09T12:00:00.000Z' },
    });
    expect(
      await change(main, { overlapUntil: '2026-04-09T12:00:00.001Z' }),
    ).toMatchObject(invalid('at most 2026-04-09T12:00:00.000Z'));
    expect(
      await change(main, { overlapUntil: new Date().toISOString() }),
    ).toMatchObject({ status: 200, body: { state: 'replaced' } });
    await portal.provision();
    expect(portal.gateway.grant(id)!.apiKeys).toHaveLength(1);
    expect(
      await change(main, { overlapUntil: '2026-03-11T12:00:00.000Z' }),
    ).toMatchObject(conflict('does not work any more'));
  });

  it.each([
    [
      'replaced already',
      async (its: any, main: any) => {
        await its.issue({ replaces: main.id });
        return main.id;
      },
    ],
    ['unknown', async () => 'unknown'],
  ])('refuses a key that is %s', async (_, prepare) => {
    const its = await activate();
    const [main] = await its.keys();
    const replaces = await prepare(its, main);
    expect(await its.issue({ replaces })).toMatchObject(conflict('replaces'));
  });

  it('of a key that is not replaced has no overlap', async () => {
    const { keys, change } = await activate();
    const [main] = await keys();
    expect(
      await change(main, { overlapUntil: '2026-03-11T12:00:00.000Z' }),
    ).toMatchObject(conflict('successor first'));
  });
});

it('a revocation keeps its reason, on the page and in the timeline', async () => {
  const { id, path, keys } = await activate();
  const [main] = await keys();
  await portal
    .as('bea')
    .post(`${path}/${main.id}/revoke`, { reason: 'Found in a repository' });
  expect(await keys()).toMatchObject([{ reason: 'Found in a repository' }]);
  const { body } = await portal.as('bea').get(`/subscriptions/${id}/events`);
  expect(body.items.at(-1)).toMatchObject({
    type: 'credential-revoked',
    reason: 'Found in a repository',
    data: { credential: { name: 'Main key' } },
  });
});

describe('a temporary password', () => {
  it('that was lost is made anew, ten times a day', async () => {
    const { path } = await activate();
    const another = () =>
      portal.as('bea').post(path, { type: 'initial-access-token' });
    for (let made = 1; made < 10; made += 1) {
      expect((await another()).status).toBe(201);
    }
    expect(await another()).toMatchObject({
      status: 429,
      body: {
        error: {
          message: expect.stringContaining('at 2026-03-11T12:00:00.000Z'),
        },
      },
    });
    portal.at('2026-03-11T12:00:00.000Z');
    expect((await another()).status).toBe(201);
  });
});

describe('a lost private key', () => {
  const key: ClientKeyActivity = {
    thumbprint: 'thumbprint-of-a-key',
    registeredAt: Date.parse('2026-03-10T11:00:00.000Z'),
    registeredBy: 'enrolment',
    lastUsedAt: null,
    replacedAt: null,
    notAfter: null,
    revokedAt: null,
    revokedBy: null,
  };

  it('is revoked with all others, and a new temporary password is there', async () => {
    const { id, path } = await activate();
    portal.gateway.activity.set(id, { clientKeys: [key] });
    const answer = await portal
      .as('bea')
      .post(`${path}/recover`, { reason: 'Laptop stolen' });
    expect(answer).toMatchObject({
      status: 201,
      body: { type: 'initial-access-token', revealable: true },
    });
    expect(portal.gateway.revokedKeys).toEqual([key.thumbprint]);
    const { body } = await portal.as('bea').get(`/subscriptions/${id}/events`);
    expect(
      body.items.filter(({ reason }: any) => reason === 'Laptop stolen'),
    ).toMatchObject([
      { type: 'client-key-revoked' },
      { type: 'access-recovered' },
    ]);
    expect(portal.audit.at(-1)).toMatchObject({ eventId: 'access-recovered' });
  });

  it('revokes nothing when no further password can be made', async () => {
    const { id, path } = await activate();
    portal.gateway.activity.set(id, { clientKeys: [key] });
    for (let made = 1; made < 10; made += 1) {
      await portal.as('bea').post(path, { type: 'initial-access-token' });
    }
    const before = [...portal.gateway.revokedKeys];
    expect(await portal.as('bea').post(`${path}/recover`)).toMatchObject({
      status: 429,
    });
    expect(portal.gateway.revokedKeys).toEqual(before);
  });

  it('is its holder’s to tell', async () => {
    const { path } = await activate();
    expect((await portal.as('max').post(`${path}/recover`)).status).toBe(403);
  });
});
