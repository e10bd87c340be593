import {
  account,
  accountId,
  role,
  signal,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';
import {
  startControlPlane,
  defaultBaseCredentials,
  type ControlPlane,
} from '@oaf/control-plane-simulator';
import { BaseCredentials, toPrincipalArn } from './BaseCredentials';
import { RoleSessions } from './RoleSessions';

describe('RoleSessions', () => {
  let plane: ControlPlane;
  let base: BaseCredentials;
  let sessions: RoleSessions;

  beforeEach(async () => {
    plane = await startControlPlane({
      accounts: [{ accountId, regions: [], roles: [role] }],
      verifySignatures: true,
    });
    base = new BaseCredentials({
      partition: { name: 'aws', region: 'us-east-1' },
      source: async () => async () => defaultBaseCredentials,
      endpoint: plane.url,
    });
    sessions = new RoleSessions(new Map([['aws', base]]));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    base.close();
    await plane.close();
  });

  const asked = () => plane.counts().operations['sts:AssumeRole'] ?? 0;

  it('opens one session for all who ask, and keeps it', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, () => sessions.get(account)),
    );
    expect(new Set(all).size).toBe(1);
    expect(await sessions.get(account)).toBe(all[0]);
    expect(asked()).toBe(1);
  });

  it('renews it five minutes before it ends', async () => {
    const { expiration } = await sessions.get(account);
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValue(expiration!.getTime() - 300_001);
    await sessions.get(account);
    expect(asked()).toBe(1);
    now.mockReturnValue(expiration!.getTime() - 300_000);
    const renewing = sessions.get(account);
    now.mockRestore();
    await renewing;
    expect(asked()).toBe(2);
  });

  it('opens another for another role or external id, and after it was forgotten', async () => {
    await sessions.get(account);
    const trust = { ...account.trust!, externalId: 'changed' };
    await expect(sessions.get({ ...account, trust })).rejects.toMatchObject({
      reason: 'role-not-assumable',
    });
    expect(asked()).toBe(2);
    await sessions.get(account);
    sessions.forget(account);
    await sessions.get(account);
    expect(asked()).toBe(4);
  });

  it('opens another when the session was refused, once for all whom it happened to', async () => {
    const session = await sessions.get(account);
    sessions.refused(account, session);
    const next = await sessions.get(account);
    sessions.refused(account, session);
    expect(await sessions.get(account)).toBe(next);
    expect(asked()).toBe(2);
  });

  it('asks again after a failure', async () => {
    plane.world.removeRole(accountId, role.name);
    await expect(sessions.get(account)).rejects.toMatchObject({
      reason: 'role-not-assumable',
    });
    plane.world.putRole(accountId, role);
    await expect(sessions.get(account)).resolves.toMatchObject({
      sessionToken: expect.any(String),
    });
  });
});

describe('a session that ends while APIs are read', () => {
  let simulated: Simulated;

  beforeEach(async () => {
    simulated = await startSimulated();
  });
  afterEach(() => simulated.close());

  it('cannot be replaced once our own credentials have expired too', async () => {
    const read = async () => {
      const { discovery } = simulated.driver;
      const apis = discovery.discover(account, 'eu-west-1', { signal });
      for await (const api of apis) {
        throw new Error(`Unexpected ${api.apiId}`);
      }
    };
    await read();
    simulated.plane.world.sessions.expireAll();
    await expect(read()).rejects.toMatchObject({
      reason: 'base-credentials',
      message: expect.stringContaining('are expired. Renew them.'),
    });
  });
});

describe('toPrincipalArn', () => {
  it.each([
    ['arn:aws:iam::1:user/me', 'arn:aws:iam::1:user/me'],
    [
      'arn:aws-cn:sts::111111111111:assumed-role/Backstage/session@1',
      'arn:aws-cn:iam::111111111111:role/Backstage',
    ],
  ])('of %s is %s', (caller, principal) => {
    expect(toPrincipalArn(caller)).toBe(principal);
  });
});
