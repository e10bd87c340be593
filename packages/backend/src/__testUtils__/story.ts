import type {
  ApiManagementClient,
  ApiProduct,
  Credential,
  GatewayApi,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { eventually } from './eventually';

/** The steps of the story, each through the public API and nothing else. */

export async function importedApi(
  api: ApiManagementClient,
  title: RegExp,
): Promise<GatewayApi> {
  return eventually(async () => {
    const { items } = await api.listGatewayApis({ query: {} });
    return items.find(item => title.test(item.title));
  });
}

export async function publishProduct(
  api: ApiManagementClient,
  gatewayApi: GatewayApi,
): Promise<ApiProduct> {
  const draft = await api.createProduct({
    body: {
      title: 'Accounts for partners',
      summary: 'Balances and movements of consenting account holders.',
      owner: 'group:default/team-a',
      gatewayApiIds: [gatewayApi.id],
      audience: { type: 'everyone' },
      approval: 'manual',
      plans: [
        {
          title: 'Trial',
          limits: { rate: 2, burst: 5, quota: { limit: 100, period: 'day' } },
          price: { currency: 'EUR', components: [] },
        },
        {
          title: 'Business',
          limits: { rate: 50, burst: 100 },
          price: {
            currency: 'EUR',
            components: [
              { type: 'flat', amount: '20' },
              { type: 'per-unit', amount: '0.25' },
            ],
          },
        },
      ],
    },
  });
  return api.transitionProduct({
    path: { productId: draft.id },
    body: { action: 'publish' },
  });
}

export async function requestSubscription(
  api: ApiManagementClient,
  product: ApiProduct,
  title = 'Loan radar',
): Promise<Subscription> {
  const application = await api.createApplication({
    body: { title, owner: 'group:default/team-b' },
  });
  return api.createSubscription({
    body: {
      applicationId: application.id,
      productId: product.id,
      planId: product.plans[1].id,
      purpose: 'Affordability checks',
    },
  });
}

export async function whenActive(
  api: ApiManagementClient,
  subscriptionId: string,
): Promise<Subscription> {
  return eventually(async () => {
    const subscription = await api.getSubscription({
      path: { subscriptionId },
    });
    return subscription.state === 'active' && subscription;
  });
}

export async function revealSecret(
  api: ApiManagementClient,
  subscriptionId: string,
  type: Credential['type'],
): Promise<string> {
  const { items } = await api.listCredentials({ path: { subscriptionId } });
  const credential = items.find(item => item.type === type && item.revealable)!;
  const { secret } = await api.revealCredential({
    path: { subscriptionId, credentialId: credential.id },
  });
  return secret;
}
