import type { ClientKeyActivity } from '@oaf/backstage-plugin-api-management-node';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');

const padded = (number: number) => String(number).padStart(2, '0');
const at = (day: number, hour = 12) =>
  `2026-03-${padded(day)}T${padded(hour)}:00:00.000Z`;
const time = (day: number, hour?: number) => Date.parse(at(day, hour));

const key: ClientKeyActivity = {
  thumbprint: 'thumbprint-of-a-key',
  registeredAt: time(10),
  registeredBy: 'enrolment',
  lastUsedAt: null,
  replacedAt: null,
  notAfter: null,
  revokedAt: null,
  revokedBy: null,
};

async function activate() {
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}/credentials`;
  const list = async () => (await portal.as('bea').get(path)).body.items;
  const newest = async (type: string) =>
    (await list()).find((item: { type: string }) => item.type === type);
  const issue = async (type: string) =>
    (await portal.as('bea').post(path, { type })).body;
  const act = (credential: { id: string }, operation: string) =>
    portal.as('bea').post(`${path}/${credential.id}/${operation}`);
  const find = async ({ id: credentialId }: { id: string }) =>
    (await list()).find((item: { id: string }) => item.id === credentialId);
  return { id, path, list, newest, issue, act, find };
}

const expiring = async () =>
  (await portal.as('max').get('/overview')).body.expiringCredentials;

describe('the history of temporary passwords', () => {
  it('tells used, replaced before use and expired ones apart, with their own times', async () => {
    const { id, newest, issue, find } = await activate();
    const neverUsed = await newest('initial-access-token');
    portal.at(at(11));
    const used = await issue('initial-access-token');
    portal.gateway.activity.set(id, {
      enrolments: [{ credentialId: used.id, at: time(11, 13) }],
    });
    portal.at(at(12));
    const expired = await issue('initial-access-token');
    portal.at(at(20));
    const waiting = await issue('initial-access-token');

    expect(await find(neverUsed)).toMatchObject({
      state: 'revoked',
      revokedAt: at(11),
    });
    expect(await find(neverUsed)).not.toHaveProperty('lastUsedAt');
    expect(await find(used)).toMatchObject({
      state: 'used',
      lastUsedAt: at(11, 13),
    });
    expect(await find(used)).not.toHaveProperty('revokedAt');
    expect(await find(expired)).toMatchObject({
      state: 'expired',
      expiresAt: at(15),
    });
    expect(await find(expired)).not.toHaveProperty('revokedAt');
    expect(await find(waiting)).toMatchObject({ state: 'issued' });
  });

  it.each(['used', 'expired'])(
    'does not let one that is %s be revoked',
    async state => {
      const { id, newest, act } = await activate();
      const password = await newest('initial-access-token');
      if (state === 'used') {
        portal.gateway.activity.set(id, {
          enrolments: [{ credentialId: password.id, at: time(10) }],
        });
      }
      portal.at(at(20));
      const refusal = await act(password, 'revoke');
      expect(refusal).toMatchObject({
        status: 409,
        body: {
          error: {
            message: `A credential that is ${state} does not allow revoke; it allows: none`,
          },
        },
      });
    },
  );
});

describe('the history of API keys', () => {
  it('tells when a key was replaced, how long it goes on, and when it was last used even after the end', async () => {
    const { id, newest, issue, find } = await activate();
    const first = await newest('api-key');
    portal.gateway.activity.set(id, {
      apiKeys: [{ credentialId: first.id, lastUsedAt: time(11, 11) }],
    });
    portal.at(at(11));
    await issue('api-key');
    const replaced = {
      replacedAt: at(11),
      expiresAt: at(12),
      lastUsedAt: at(11, 11),
    };
    expect(await find(first)).toMatchObject({ ...replaced, state: 'rotating' });
    portal.at(at(12));
    expect(await find(first)).toMatchObject({ ...replaced, state: 'replaced' });
    await portal.move('max', { id }, 'end');
    await portal.provision();
    expect(await find(first)).toMatchObject({ ...replaced, state: 'replaced' });
    expect(await newest('api-key')).toMatchObject({
      state: 'revoked',
      revokedAt: at(12),
    });
  });
});

describe('the history of client keys', () => {
  it('shows those that were replaced, ran out or were revoked', async () => {
    const { id, list } = await activate();
    portal.at(at(20));
    portal.gateway.activity.set(id, {
      clientKeys: [
        { ...key, registeredAt: time(14), lastUsedAt: time(15) },
        {
          ...key,
          thumbprint: 'second-thumbprint',
          replacedAt: time(14),
          notAfter: time(25),
        },
        {
          ...key,
          registeredAt: time(9),
          replacedAt: time(13),
          notAfter: time(13),
        },
        {
          ...key,
          registeredAt: time(8),
          notAfter: time(12),
          revokedAt: time(12),
        },
      ],
    });
    const keys = (await list()).filter(
      ({ type }: { type: string }) => type === 'client-key',
    );
    expect(keys).toMatchObject([
      { state: 'active', createdAt: at(14), lastUsedAt: at(15) },
      { state: 'rotating', replacedAt: at(14), expiresAt: at(25) },
      { state: 'replaced', replacedAt: at(13), expiresAt: at(13) },
      { state: 'revoked', revokedAt: at(12) },
    ]);
    expect(keys[2]).not.toHaveProperty('revokedAt');
    const ids = keys.map((item: { id: string }) => item.id);
    expect(new Set(ids).size).toBe(4);
  });
});

it('is told after the end of the subscription too', async () => {
  const { id, list } = await activate();
  portal.gateway.activity.set(id, {
    clientKeys: [{ ...key, notAfter: time(11), revokedAt: time(11) }],
  });
  portal.at(at(11));
  await portal.move('max', { id }, 'end');
  await portal.provision();
  const revoked = { state: 'revoked', revokedAt: at(11) };
  expect(await list()).toMatchObject([revoked, revoked, revoked]);
});

describe('while calls are refused', () => {
  it.each(['suspend', 'end'])(
    'a leaked key can be revoked, and no secret is issued or shown, after %s',
    async action => {
      const { id, newest, issue, act, find } = await activate();
      const apiKey = await newest('api-key');
      portal.gateway.failure = new Error('the gateway is away');
      await portal.move('max', { id }, action);

      expect(await issue('api-key')).toMatchObject({
        error: { message: expect.stringContaining('it must be active') },
      });
      expect(await act(apiKey, 'reveal')).toMatchObject({ status: 409 });
      expect(await act(apiKey, 'revoke')).toMatchObject({
        status: 200,
        body: { state: 'revoked' },
      });
      expect(await find(apiKey)).toMatchObject({ state: 'revoked' });
      portal.gateway.failure = undefined;
    },
  );

  it.each([
    ['in use', {}],
    ['being replaced', { replacedAt: time(9), notAfter: time(25) }],
  ])('a leaked client key that is %s can be revoked', async (_, times) => {
    const { id, newest, act } = await activate();
    portal.gateway.activity.set(id, { clientKeys: [{ ...key, ...times }] });
    const clientKey = await newest('client-key');
    await portal.move('max', { id }, 'suspend');
    expect(await act(clientKey, 'revoke')).toMatchObject({
      status: 200,
      body: { state: 'revoked', revokedAt: at(10) },
    });
    expect(portal.gateway.revokedKeys).toEqual([key.thumbprint]);
  });

  it('a revoked key stays revoked when the subscription is resumed', async () => {
    const { id, newest, act } = await activate();
    const apiKey = await newest('api-key');
    await portal.move('max', { id }, 'suspend');
    await act(apiKey, 'revoke');
    await portal.move('max', { id }, 'resume');
    await portal.provision();
    expect(portal.gateway.grant(id)).toMatchObject({
      status: 'active',
      apiKeys: [],
    });
  });
});

describe('expiring credentials of the overview', () => {
  it('are the passwords that wait to be used and the keys that were replaced', async () => {
    const { id, newest, issue, act } = await activate();
    expect(await expiring()).toBe(1);
    await issue('api-key');
    expect(await expiring()).toBe(2);

    const password = await newest('initial-access-token');
    await act(password, 'reveal');
    portal.gateway.activity.set(id, {
      enrolments: [{ credentialId: password.id, at: time(10) }],
    });
    await portal.run('note-uses-of-credentials');
    expect(await expiring()).toBe(1);

    portal.at(at(12));
    expect(await expiring()).toBe(0);
  });

  it('are those of the products that one manages', async () => {
    await activate();
    expect(
      (await portal.as('paul').get('/overview')).body.expiringCredentials,
    ).toBe(0);
    expect(
      (await portal.as('ada').get('/overview')).body.expiringCredentials,
    ).toBe(1);
  });
});
