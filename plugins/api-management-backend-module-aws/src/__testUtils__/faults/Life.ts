import { type ApiState, readApi } from './apiInPlace';
import type { Portal } from '../portal/Portal';
import type { PortalAnswer } from '../portal/PortalProcess';

const plan = (title: string, rate: number) => ({
  title,
  limits: { rate, burst: 2 * rate },
  price: { currency: 'EUR', components: [] },
});

/** @throws Error when what the life needs did not succeed */
function succeeded({ status, body }: PortalAnswer) {
  if (status >= 300) {
    throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  return body;
}

export type Location = 'front-door' | 'in-place';

type ImportedApi = { id: string; apiId: string };

/** A product at the gateway, and a subscription to it. */
export class Life {
  readonly portal: Portal;
  readonly location: Location;
  readonly product: {
    id: string;
    slug: string;
    plans: { id: string; title: string; limits: { rate: number } }[];
  };
  subscription: { id: string; clientId: string } | undefined;
  /** API keys that its consumer has seen, by credential. */
  readonly shown = new Map<string, string>();
  #planChangeId = '';
  #firstKey: string | undefined;

  /** What it was before; null of a product at the front door. */
  readonly ownersApi: ApiState | null;
  readonly #api: ImportedApi;

  private constructor(options: {
    portal: Portal;
    location: Location;
    product: Life['product'];
    ownersApi: ApiState | null;
    api: ImportedApi;
  }) {
    this.portal = options.portal;
    this.location = options.location;
    this.product = options.product;
    this.ownersApi = options.ownersApi;
    this.#api = options.api;
  }

  /** @param options - `ofPlans`: what its plans have besides */
  static async begin(
    portal: Portal,
    title: string,
    {
      location = 'front-door',
      ofPlans = {},
    }: { location?: Location; ofPlans?: { dedicatedKey?: boolean } } = {},
  ): Promise<Life> {
    const { items } = succeeded(await portal.get('/gateway-apis'));
    const api = items.find(
      (one: { title: string }) => one.title === 'Accounts',
    );
    const made = await portal.post('/products', {
      title,
      summary: 'Balances and movements',
      owner: 'group:default/team-a',
      audience: { type: 'everyone' },
      approval: 'manual',
      gatewayApiIds: [api.id],
      plans: [
        { ...plan('Trial', 5), ...ofPlans },
        { ...plan('Business', 50), ...ofPlans },
      ],
    });
    const product = succeeded(made);
    const { slug } = await portal
      .knex('api_products')
      .where({ id: product.id })
      .first();
    return new Life({
      portal,
      location,
      product: { ...product, slug },
      ownersApi:
        location === 'in-place' ? await readApi(portal.world, api.apiId) : null,
      api,
    });
  }

  get basePath(): string {
    return `/${this.product.slug}`;
  }

  /** In its owner's account. */
  get apiId(): string {
    return this.#api.apiId;
  }

  /** Something at the subscription. */
  post(path: string, body: object): Promise<PortalAnswer> {
    return this.portal.post(
      `/subscriptions/${this.subscription!.id}${path}`,
      body,
    );
  }

  /** Looks at the plan and confirms it. */
  async publication(action: string): Promise<PortalAnswer> {
    const { id } = this.portal.world.gateway;
    const path = `/products/${this.product.id}/publications/${id}`;
    const { location } = this;
    const choice = {
      action,
      locations: [{ gatewayApiId: this.#api.id, location }],
    };
    const planned = await this.portal.post(`${path}/plan`, choice);
    return planned.status === 200
      ? this.portal.post(`${path}/transitions`, {
          ...choice,
          digest: planned.body.digest,
        })
      : planned;
  }

  async subscribe() {
    const { portal, product } = this;
    succeeded(
      await portal.post(`/products/${product.id}/transitions`, {
        action: 'publish',
      }),
    );
    const application = succeeded(
      await portal.post('/applications', {
        title: `App of ${product.slug}`,
        owner: 'group:default/team-a',
      }),
    );
    const { id } = succeeded(
      await portal.post('/subscriptions', {
        applicationId: application.id,
        productId: product.id,
        planId: product.plans[0].id,
        termsAccepted: true,
      }),
    );
    const row = await portal.knex('subscriptions').where({ id }).first();
    this.subscription = { id, clientId: row.client_id };
  }

  /** As the page does it: what is shown need not be at any gateway yet. */
  async issueAndReveal(): Promise<PortalAnswer> {
    const issued = await this.post('/credentials', { type: 'api-key' });
    if (issued.status < 300) {
      await this.reveal(issued.body.id);
    }
    return issued;
  }

  /** @throws Error when it is not shown, or is shown once more */
  async reveal(credentialId: string) {
    const path = `/credentials/${credentialId}/reveal`;
    const { secret } = succeeded(await this.post(path, {}));
    this.shown.set(credentialId, secret);
    const again = await this.post(path, {});
    if (again.status !== 409) {
      throw new Error(`The API key ${credentialId} is shown twice`);
    }
  }

  async requestPlanChange() {
    const planId = this.product.plans[1].id;
    const made = await this.post('/plan-changes', { planId });
    this.#planChangeId = succeeded(made).id;
  }

  movePlanChange(action: string): Promise<PortalAnswer> {
    return this.portal.post(`/plan-changes/${this.#planChangeId}/transitions`, {
      action,
    });
  }

  /** The same however often it is asked. */
  async firstKey(): Promise<string> {
    this.#firstKey ??= (await this.liveKeys())[0].id as string;
    return this.#firstKey;
  }

  /** The API keys that work, the oldest first. */
  async liveKeys(): Promise<
    { id: string; plan_id: string | null; secret_hash: string }[]
  > {
    return this.subscription
      ? this.portal
          .knex('credentials')
          .where({ subscription_id: this.subscription.id, type: 'api-key' })
          .whereNot({ state: 'revoked' })
          .orderBy('created_at')
      : [];
  }
}
