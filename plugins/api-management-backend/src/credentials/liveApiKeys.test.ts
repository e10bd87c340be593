import { usePortal } from '../__testUtils__/portal/usePortal';
import { MAX_LIVE_API_KEYS } from './requireRoom';

const portal = usePortal('2026-03-10T12:00:00.000Z');
let subscriptionId = '';

const path = () => `/subscriptions/${subscriptionId}/credentials`;
const issue = (type = 'api-key') => portal.as('bea').post(path(), { type });
const liveKeys = async () =>
  (await portal.as('bea').get(path())).body.items.filter(
    ({ type, state }: { type: string; state: string }) =>
      type === 'api-key' && ['issued', 'active', 'rotating'].includes(state),
  );

beforeEach(async () => {
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  const product = await portal.publish('max');
  const subscription = await portal.activate('bea', 'max', product, {
    applicationId: application.id,
  });
  subscriptionId = subscription.id;
});

describe('API keys that work at once', () => {
  it('are ten at most, also when they are asked for together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => issue()),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 201)).toHaveLength(
      MAX_LIVE_API_KEYS - 1,
    );
    expect(statuses.filter(status => status === 409)).toHaveLength(5);
    await expect(liveKeys()).resolves.toHaveLength(MAX_LIVE_API_KEYS);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error.message).toBe(
      'The subscription has 10 API keys that work; revoke one to issue another',
    );
    expect((await issue('initial-access-token')).status).toBe(201);
  });

  it('make room by being revoked or by their end', async () => {
    for (let count = 1; count < MAX_LIVE_API_KEYS; count += 1) {
      expect((await issue()).status).toBe(201);
    }
    expect((await issue()).status).toBe(409);
    const [key] = await liveKeys();
    await portal.as('bea').post(`${path()}/${key.id}/revoke`);
    expect((await issue()).status).toBe(201);
    expect((await issue()).status).toBe(409);
    await portal
      .knex('credentials')
      .where({ state: 'rotating' })
      .update({ expires_at: Date.now() });
    expect((await issue()).status).toBe(201);
  });
});
