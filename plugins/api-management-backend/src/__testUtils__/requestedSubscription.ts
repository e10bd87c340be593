import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { eventually } from './eventually';

const base = '/api/api-management';
const user = mockCredentials.user.header('user:default/max');

export const product = {
  title: 'Accounts for partners',
  summary: 'Balances and movements',
  owner: 'group:default/team-a',
  audience: { type: 'everyone' },
  approval: 'manual',
  terms: 'Be kind.',
  plans: [
    {
      title: 'Trial',
      limits: { rate: 5, burst: 10, quota: { limit: 1000, period: 'day' } },
      price: { currency: 'EUR', components: [] },
    },
    {
      title: 'Business',
      limits: { rate: 50, burst: 100 },
      price: {
        currency: 'EUR',
        components: [
          { type: 'flat', amount: '20' },
          { type: 'per-unit', amount: '0.01' },
        ],
      },
    },
  ],
};

/** Publishes the fake gateway's API and asks for a subscription to it; answers its id and path. */
export async function requestedSubscription(
  server: Parameters<typeof request>[0],
) {
  const get = (path: string) =>
    request(server).get(`${base}${path}`).set('authorization', user);
  const post = async (path: string, body: object) =>
    (
      await request(server)
        .post(`${base}${path}`)
        .set('authorization', user)
        .send(body)
    ).body;

  const api = await eventually(
    async () => (await get('/gateway-apis')).body.items[0],
  );
  const draft = await post('/products', {
    ...product,
    gatewayApiIds: [api.id],
  });
  const published = await post(`/products/${draft.id}/transitions`, {
    action: 'publish',
  });
  const application = await post('/applications', {
    title: 'Quote engine',
    owner: 'group:default/team-a',
  });
  const { id } = await post('/subscriptions', {
    applicationId: application.id,
    productId: draft.id,
    planId: published.plans[0].id,
    termsAccepted: true,
  });
  return { id, path: `${base}/subscriptions/${id}` };
}
