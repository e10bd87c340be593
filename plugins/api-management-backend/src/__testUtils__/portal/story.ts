import type { caller, Answer } from './caller';
import type { Person } from './people';

type Caller = ReturnType<typeof caller>;

export const freePlan = {
  title: 'Trial',
  limits: { rate: 5, burst: 10, quota: { limit: 1000, period: 'day' } },
  price: { currency: 'EUR', components: [] },
};

export const paidPlan = {
  title: 'Business',
  limits: { rate: 50, burst: 100 },
  price: {
    currency: 'EUR',
    components: [
      { type: 'flat', amount: '20' },
      { type: 'per-unit', amount: '0.01' },
    ],
  },
};

export const accountsProduct = {
  title: 'Accounts for partners',
  summary: 'Balances and movements',
  owner: 'group:default/team-a',
  api: 'Accounts',
  audience: { type: 'everyone' } as object,
  approval: 'manual',
  plans: [freePlan, paidPlan] as object[],
  terms: undefined as string | undefined,
};

/** The same of team P. */
export const paymentsProduct = {
  ...accountsProduct,
  title: 'Payments',
  summary: 'Moves money',
  owner: 'group:default/team-p',
  api: 'Payments',
};

/** What people do before what a test is about; each step must succeed. */
export function createStory({
  as,
  provision,
}: {
  as(person: Person): Caller;
  provision(): Promise<void>;
}) {
  const gatewayApiId = async (title: string): Promise<string> => {
    const { items } = succeeded(await as('ada').get('/gateway-apis'));
    return items.find((api: { title: string }) => api.title === title).id;
  };
  const draft = async (
    manager: Person,
    { api, ...input }: typeof accountsProduct,
  ) => {
    const gatewayApiIds = [await gatewayApiId(api)];
    const body = { ...input, gatewayApiIds };
    return succeeded(await as(manager).post('/products', body));
  };
  const publish = async (manager: Person, input = accountsProduct) => {
    const { id } = await draft(manager, input);
    return succeeded(
      await as(manager).post(`/products/${id}/transitions`, {
        action: 'publish',
      }),
    );
  };
  const application = async (owner: Person, more: object = {}) =>
    succeeded(
      await as(owner).post('/applications', {
        title: `App of ${owner}`,
        owner: `user:default/${owner}`,
        ...more,
      }),
    );
  const subscribe = async (
    owner: Person,
    product: { id: string; plans: Array<{ id: string }> },
    { plan = 0, ...more }: { plan?: number; applicationId?: string } = {},
  ) => {
    const applicationId = more.applicationId ?? (await application(owner)).id;
    return succeeded(
      await as(owner).post('/subscriptions', {
        applicationId,
        productId: product.id,
        planId: product.plans[plan].id,
        termsAccepted: true,
      }),
    );
  };
  const move = async (
    who: Person,
    { id }: { id: string },
    action: string,
    reason: string | undefined = 'Because',
  ) =>
    succeeded(
      await as(who).post(`/subscriptions/${id}/transitions`, {
        action,
        reason,
      }),
    );
  /** Subscribes, approves and provisions. */
  const activate = async (
    owner: Person,
    manager: Person,
    product: { id: string; plans: Array<{ id: string }> },
    more: { plan?: number; applicationId?: string } = {},
  ) => {
    const { id, state } = await subscribe(owner, product, more);
    if (state === 'requested') {
      await move(manager, { id }, 'approve');
    }
    await provision();
    return succeeded(await as(owner).get(`/subscriptions/${id}`));
  };
  return {
    gatewayApiId,
    draft,
    publish,
    application,
    subscribe,
    move,
    activate,
  };
}

/** @throws Error when the step that a test needs did not succeed */
export function succeeded({ status, body }: Answer) {
  if (status >= 300) {
    throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  return body;
}
