import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { requestedSubscription } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const user = mockCredentials.user.header('user:default/max');

describe('provisioning', () => {
  it('retries while the gateway fails, then says why, and can be retried by hand', async () => {
    const { server, gateway } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    const { path } = await requestedSubscription(server);
    gateway.failure = new Error('the gateway is away');
    await request(server)
      .post(`${path}/transitions`)
      .set('authorization', user)
      .send({ action: 'approve' });

    const failed = await eventually(async () => {
      const { body } = await request(server)
        .get(path)
        .set('authorization', user);
      return body.state === 'failed' && body;
    });
    expect(failed).toMatchObject({
      error: 'the gateway is away',
      actions: ['retry', 'end'],
    });
    expect(gateway.grants.size).toBe(0);

    gateway.failure = undefined;
    await request(server)
      .post(`${path}/transitions`)
      .set('authorization', user)
      .send({ action: 'retry' });
    await eventually(async () => {
      const { body } = await request(server)
        .get(path)
        .set('authorization', user);
      return body.state === 'active' && body.error === undefined;
    });
    const { body } = await request(server)
      .get(`${path}/credentials`)
      .set('authorization', user);
    expect(body.items).toHaveLength(2);
  });

  it('follows a suspension and its end', async () => {
    const { server, gateway } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    const { id, path } = await requestedSubscription(server);
    const move = (action: string) =>
      request(server)
        .post(`${path}/transitions`)
        .set('authorization', user)
        .send({ action, reason: 'Because' });
    const gatewayGets = (status: string) =>
      eventually(async () => {
        const grant = gateway.grant(id);
        return grant?.status === status && grant;
      });

    await move('approve');
    const first = await gatewayGets('active');
    await move('suspend');
    const second = await gatewayGets('suspended');
    await move('resume');
    const third = await gatewayGets('active');
    expect([first, second, third].map(({ revision }) => revision)).toEqual([
      1, 2, 3,
    ]);
  });

  it('does not let one that takes long hold up another', async () => {
    const { server, gateway } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    const slow = await requestedSubscription(server);
    const other = await requestedSubscription(server);
    const apply = gateway.applyGrant.bind(gateway);
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    gateway.applyGrant = async (at, grant) => {
      await (grant.subscriptionId === slow.id ? released : undefined);
      await apply(at, grant);
    };
    for (const { path } of [slow, other]) {
      await request(server)
        .post(`${path}/transitions`)
        .set('authorization', user)
        .send({ action: 'approve' });
    }

    await eventually(async () => gateway.grant(other.id));
    expect(gateway.grant(slow.id)).toBeUndefined();
    release();
    await eventually(async () => gateway.grant(slow.id));
  });
});
